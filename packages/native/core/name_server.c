#include "name_server.h"

#include <unistd.h>

#include "names_view.h"
#include "network_file.h"
#include "socket.h"

/* Port 0 when the test has published none. */
static struct endpoint published(struct context context)
{
	struct endpoint server;
	struct names_view view;
	do {
		view = names_view_open(context);
		server = view.tables[NAMES_PUBLISHED].server;
	} while (!names_view_is_whole(&view));
	return server;
}

static bool has_socket_at(const struct network *network, uint16_t port)
{
	int highest = table_highest();
	for (int fd = 0; fd <= highest; fd++) {
		const struct socket *socket = table_find(fd);
		if (socket != NULL && socket->context.network == network &&
		    socket->is_bound_by_program && socket->local.port == port)
			return true;
	}
	return false;
}

/* The process of the test asks for many, and may answer while it waits. */
static bool is_here(struct context context, const struct endpoint *server)
{
	return host_of_address(context, &server->address) == context.host &&
	       context.network->file->owner != getpid() &&
	       has_socket_at(context.network, server->port);
}

bool name_server_find(struct context context, struct endpoint *server)
{
	if (context.network == NULL)
		return false;
	*server = published(context);
	return server->port != 0 && !is_here(context, server);
}
