/*
 * The socket that the daemon serves (server/main).
 *
 * One that the service manager passes stays the manager's: the next daemon serves it too, perhaps at the same moment,
 * and its file is not ours to remove.
 */
#include "listener.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/listen.h"
#include "notify.h"

/* ---- Passed to us ---- */

static bool is_listening_stream(int fd)
{
    int type = 0, listening = 0;
    socklen_t size = sizeof type;

    return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM &&
           getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening;
}

/* The flags are those that http_listen() gives its own. */
static bool adopt(int fd)
{
    const int flags = fcntl(fd, F_GETFL);

    return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

static bool take_passed(unsigned count, struct listener *ret)
{
    if (count > 1 || !is_listening_stream(NOTIFY_FIRST_SOCKET) || !adopt(NOTIFY_FIRST_SOCKET)) {
        fprintf(
            stderr, "proeftuind: the service manager passed %u descriptors; it must be one listening socket\n", count);
        return false;
    }
    *ret = (struct listener){.fd = NOTIFY_FIRST_SOCKET};
    return true;
}

/* ---- Our own ---- */

static bool bind_own(const struct settings *settings, struct listener *ret)
{
    struct listener listener = {0};
    struct stat file;
    char error[512];

    listener.fd = http_listen(settings->listen, error, sizeof error);
    if (listener.fd < 0) {
        fprintf(stderr, "proeftuind: %s\n", error);
        return false;
    }
    if (settings->listen[0] == '/' && lstat(settings->listen, &file) == 0) {
        listener.path = settings->listen;
        listener.device = file.st_dev;
        listener.inode = file.st_ino;
    }
    *ret = listener;
    return true;
}

bool listener_open(const struct settings *settings, struct listener *ret)
{
    const unsigned passed = notify_sockets();

    return passed ? take_passed(passed, ret) : bind_own(settings, ret);
}

static bool is_still_ours(const struct listener *listener)
{
    struct stat file;

    return listener->path && lstat(listener->path, &file) == 0 && file.st_dev == listener->device &&
           file.st_ino == listener->inode;
}

void listener_close(struct listener *listener)
{
    /* The file goes first: as long as the socket listens, no other daemon takes the file for a stale one. */
    if (is_still_ours(listener))
        unlink(listener->path);
    close(listener->fd);
}
