/* A client's connection: its coming and going, and cutting it (server/http). */
#include "internal.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* Member of a structure to the structure. */
static struct connection *of_deadline(struct deadline *deadline)
{
    return (struct connection *)((char *)deadline - offsetof(struct connection, deadline));
}

/* A connection for which there is no memory gets no context: its first request is then refused by closing it. */
static struct connection *opened(struct http_server *server, struct MHD_Connection *mhd)
{
    struct connection *connection = calloc(1, sizeof *connection);

    if (!connection)
        return NULL;
    connection->server = server;
    connection->mhd = mhd;
    connection->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    connection->peer = address_of_socket(MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
    connection->next = server->connections;
    if (connection->next)
        connection->next->previous = connection;
    server->connections = connection;
    server->connection_count++;
    if (server->settings.crowd)
        server->settings.crowd->connections++;
    server->counts.accepted++;
    deadline_set(&server->deadlines[DEADLINE_HEAD], &connection->deadline);
    return connection;
}

static void closed(struct connection *connection)
{
    struct http_server *server = connection->server;

    if (connection->refused_upload)
        linger(connection);
    deadline_clear(&connection->deadline);
    if (connection->previous)
        connection->previous->next = connection->next;
    else
        server->connections = connection->next;
    if (connection->next)
        connection->next->previous = connection->previous;
    server->connection_count--;
    if (server->settings.crowd)
        server->settings.crowd->connections--;
    free(connection);
}

void connection_notify(
    void *server, struct MHD_Connection *mhd, void **socket_context, enum MHD_ConnectionNotificationCode code)
{
    struct http_server *owner = server;

    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket_context = opened(owner, mhd);
        return;
    }
    if (*socket_context)
        closed(*socket_context);
    *socket_context = NULL;
    owner->run_now = true; /* for libmicrohttpd to clean up: until then it counts the connection */
}

void connection_cut(struct connection *connection)
{
    shutdown(connection->fd, SHUT_RDWR);
}

void connection_late(struct deadline *deadline)
{
    struct connection *connection = of_deadline(deadline);

    connection->server->counts.expired++;
    connection_cut(connection);
}

/* Whether the kernel holds bytes of a client that libmicrohttpd has not read yet. */
static bool has_unread(const struct connection *connection)
{
    int bytes = 0;

    return ioctl(connection->fd, FIONREAD, &bytes) == 0 && bytes > 0;
}

void connections_close_idle(struct http_server *server)
{
    for (struct connection *connection = server->connections; connection; connection = connection->next)
        if (!connection->request && !has_unread(connection))
            connection_cut(connection);
}

bool connections_have_unread(const struct http_server *server)
{
    for (const struct connection *connection = server->connections; connection; connection = connection->next)
        if (has_unread(connection))
            return true;
    return false;
}
