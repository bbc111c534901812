/* `proeftuind health` (server/main). */
#include "health.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "http/listen.h"

enum { PATIENCE_SECONDS = 5, ANSWER_MOST = 4096 };

static const char request[] = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

static int dial(const char *address)
{
    const struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
    char error[512];
    const int fd = http_connect(address, error, sizeof error);

    if (fd < 0) {
        fprintf(stderr, "proeftuind: %s\n", error);
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    return fd;
}

/* Reads to the end, which the request has asked for, into a text; what does not fit is no answer of ours. */
static bool ask(int fd, char *ret, size_t size)
{
    size_t length = 0;
    ssize_t got = 1;

    if (send(fd, request, sizeof request - 1, MSG_NOSIGNAL) != (ssize_t)sizeof request - 1)
        return false;
    while (got > 0 && length < size - 1) {
        got = recv(fd, ret + length, size - 1 - length, 0);
        length += got > 0 ? (size_t)got : 0;
    }
    ret[length] = '\0';
    return got == 0 && strncmp(ret, "HTTP/1.1 ", 9) == 0;
}

bool health_is_ours(const struct settings *settings)
{
    char answer[ANSWER_MOST];
    const int fd = dial(settings->listen);

    if (fd < 0)
        return false;
    const bool answered = ask(fd, answer, sizeof answer);
    close(fd);
    return answered && strstr(answer, "\r\nAPI-Version: ");
}

int health(const struct settings *settings)
{
    char answer[ANSWER_MOST];
    const int fd = dial(settings->listen);

    if (fd < 0)
        return 1;
    const bool answered = ask(fd, answer, sizeof answer);
    close(fd);
    if (!answered) {
        fprintf(stderr, "proeftuind: no answer from %s\n", settings->listen);
        return 1;
    }
    const char *body = strstr(answer, "\r\n\r\n");
    fputs(body ? body + 4 : answer, stdout);
    return strncmp(answer + 9, "200 ", 4) == 0 ? 0 : 1;
}
