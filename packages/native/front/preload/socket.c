/* socket() and the calls that give a socket its names. */
#include "../../core/socket.h"
#include "../../core/network.h"
#include "../../core/outside.h"
#include "../../core/socket_kind.h"
#include "../../real/real.h"
#include "../../core/hook.h"

HOOK int socket(int family, int type, int protocol)
{
	int saved_errno = errno;
	struct context context;
	if (socket_family_is_free(family))
		return real(socket)(family, type, protocol);
	context = context_for_new_socket();
	if (context.network == NULL)
		return real(socket)(family, type, protocol);
	return (int)finish(saved_errno, socket_open(context, family, type, protocol));
}

HOOK int bind(int fd, const struct sockaddr *address, socklen_t length)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return (int)finish(saved_errno,
		                   outside_bind(context_current(), fd, address, length));
	return (int)finish(saved_errno, socket_bind(socket, fd, address, length));
}

HOOK int listen(int fd, int backlog)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return (int)finish(saved_errno, outside_listen(context_current(), fd, backlog));
	return (int)finish(saved_errno, socket_listen(socket, fd, backlog));
}

HOOK int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(accept4)(fd, address, length, flags);
	return (int)finish(saved_errno, socket_accept(socket, fd, address, length, flags));
}

HOOK int accept(int fd, struct sockaddr *address, socklen_t *length)
{
	return accept4(fd, address, length, 0);
}

HOOK int connect(int fd, const struct sockaddr *address, socklen_t length)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return (int)finish(saved_errno,
		                   outside_connect(context_current(), fd, address, length));
	return (int)finish(saved_errno, socket_connect(socket, fd, address, length));
}

HOOK int getsockname(int fd, struct sockaddr *address, socklen_t *length)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(getsockname)(fd, address, length);
	return (int)finish(saved_errno, socket_local_name(socket, fd, address, length));
}

HOOK int getpeername(int fd, struct sockaddr *address, socklen_t *length)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(getpeername)(fd, address, length);
	return (int)finish(saved_errno, socket_peer_name(socket, fd, address, length));
}

HOOK int shutdown(int fd, int how)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(shutdown)(fd, how);
	return (int)finish(saved_errno, socket_shutdown(socket, fd, how));
}
