/* Sending and receiving, by the kind of socket. */
#include "socket.h"
#include "stream.h"
#include "udp.h"

ssize_t socket_send(struct socket *socket, int fd, const struct msghdr *message, int flags)
{
	return socket->type == SOCK_STREAM ? stream_send(socket, fd, message, flags)
	                                   : udp_send(socket, fd, message, flags);
}

ssize_t socket_receive(struct socket *socket, int fd, struct msghdr *message, int flags)
{
	return socket->type == SOCK_STREAM ? stream_receive(socket, fd, message, flags)
	                                   : udp_receive(socket, fd, message, flags);
}
