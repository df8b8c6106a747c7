#include <netinet/in.h>
#include <string.h>

#include "../real/real.h"
#include "journal.h"
#include "log.h"
#include "name.h"
#include "network.h"
#include "socket.h"

/* The client's name says both ends; a stranger's socket has none of this network. */
static bool client_is_admitted(const struct socket *listener, int fd,
                               const struct sockaddr_un *client, socklen_t length,
                               struct name_parts *parts)
{
	const struct network *network = listener->context.network;
	return name_parse(network, client, length, parts) && parts->kind == NAME_CONNECTION &&
	       network_admits_peer(network, fd);
}

static void fill_accepted(struct socket *accepted, const struct name_parts *client)
{
	accepted->local = client->remote;
	accepted->remote = client->local;
	accepted->peer_host = client->host;
	accepted->is_server_side = true;
	atomic_store(&accepted->state, SOCKET_CONNECTED);
}

int socket_accept(struct socket *socket, int fd, struct sockaddr *address, socklen_t *length,
                  int flags)
{
	if (address != NULL && (length == NULL || (int)*length < 0))
		return length == NULL ? -EFAULT : -EINVAL;
	for (;;) {
		struct sockaddr_un client;
		struct name_parts parts;
		socklen_t client_length = sizeof client;
		int new_fd = kernel_result(
			real(accept4)(fd, (struct sockaddr *)&client, &client_length, flags));
		if (new_fd < 0)
			return new_fd;
		struct socket *accepted = NULL;
		if (client_is_admitted(socket, new_fd, &client, client_length, &parts))
			accepted =
				table_claim(new_fd, socket->context, socket->family, IPPROTO_TCP);
		if (accepted == NULL) {
			real(close)(new_fd);
			continue;
		}
		fill_accepted(accepted, &parts);
		log_endpoint(socket->context, LOG_STEPS, "accept", &accepted->remote, 0);
		option_inherit(accepted, new_fd, socket, fd);
		journal_open(accepted, 0);
		if (address != NULL)
			endpoint_write(&accepted->remote, accepted->family, address, length);
		return new_fd;
	}
}
