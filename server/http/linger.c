/*
 * Hearing out clients whose upload was refused (server/http).
 *
 * A socket that is closed while bytes of the client are unread makes the kernel reset the connection, and a client that
 * is still sending then loses the answer that told it why to stop. So the socket is kept open a little longer, behind
 * libmicrohttpd's back: libmicrohttpd closes its own descriptor, and what still arrives is thrown away here.
 */
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct lingering {
    struct http_server *server;
    struct loop_source source;
    struct deadline deadline;
    struct lingering *previous;
    struct lingering *next;
};

static void end(struct lingering *lingering)
{
    struct http_server *server = lingering->server;

    deadline_clear(&lingering->deadline);
    loop_remove(server->loop, &lingering->source);
    close(lingering->source.fd);
    if (lingering->previous)
        lingering->previous->next = lingering->next;
    else
        server->lingering = lingering->next;
    if (lingering->next)
        lingering->next->previous = lingering->previous;
    server->lingering_count--;
    free(lingering);
}

/* Throws away what has come, one buffer a turn: other clients wait too. */
static void more_came(struct loop_source *source, uint32_t events)
{
    char nowhere[16 * 1024];
    struct lingering *lingering = (struct lingering *)((char *)source - offsetof(struct lingering, source));
    /* MSG_TRUNC: a TCP socket drops the bytes without copying them. */
    ssize_t got = recv(source->fd, nowhere, sizeof nowhere, MSG_TRUNC);

    (void)events;
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        end(lingering);
}

void linger(struct connection *connection)
{
    struct http_server *server = connection->server;
    struct lingering *lingering = server->lingering_count < LINGERING_MOST ? malloc(sizeof *lingering) : NULL;

    if (!lingering)
        return;
    *lingering = (struct lingering){.server = server};
    lingering->source = (struct loop_source){.fd = fcntl(connection->fd, F_DUPFD_CLOEXEC, 0), .ready = more_came};
    if (lingering->source.fd < 0 || !loop_add(server->loop, &lingering->source, EPOLLIN)) {
        if (lingering->source.fd >= 0)
            close(lingering->source.fd);
        free(lingering);
        return;
    }
    lingering->next = server->lingering;
    if (lingering->next)
        lingering->next->previous = lingering;
    server->lingering = lingering;
    server->lingering_count++;
    deadline_set(&server->deadlines[DEADLINE_LINGER], &lingering->deadline);
}

void linger_enough(struct deadline *deadline)
{
    end((struct lingering *)((char *)deadline - offsetof(struct lingering, deadline)));
}

void linger_stop(struct http_server *server)
{
    struct lingering *next;

    for (struct lingering *lingering = server->lingering; lingering; lingering = next) {
        next = lingering->next;
        end(lingering);
    }
}
