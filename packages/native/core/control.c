/* ioctl() on a virtual socket. */
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>

#include "../real/real.h"
#include "datagram.h"
#include "interface_control.h"
#include "socket.h"

enum {
	REQUESTS_OF_SOCKETS = 0x8900, /* up to the first of devices */
	REQUESTS_OF_DEVICES = 0x8910,
	REQUESTS_LAST = 0x89ff,
};

static int write_int(void *argument, int value)
{
	if (argument == NULL)
		return -EFAULT;
	memcpy(argument, &value, sizeof(value));
	return 0;
}

/* The bytes of a stream, or the payload of the next datagram. */
static int readable(const struct socket *socket, int fd, void *argument)
{
	int size = 0;
	int result = kernel_result(real(ioctl)(fd, FIONREAD, &size));
	if (result < 0)
		return result;
	if (socket->type == SOCK_DGRAM)
		size = size > DATAGRAM_HEADER_SIZE ? size - DATAGRAM_HEADER_SIZE : 0;
	return write_int(argument, size);
}

/* What was sent has arrived: the loopback of Linux acknowledges at once, too. */
static int unsent(const struct socket *socket, void *argument)
{
	return socket->state == SOCKET_LISTENING ? -EINVAL : write_int(argument, 0);
}

/* Netlink shows the machine's interfaces: a program that has one from there may ask for its name and flags. */
static int device(const struct socket *socket, int fd, unsigned long request, void *argument)
{
	int result = interface_control(socket->context, socket->family, request, argument);
	if (result == -ENODEV && (request == SIOCGIFNAME || request == SIOCGIFFLAGS))
		return kernel_result(real(ioctl)(fd, request, argument));
	return result;
}

int socket_control(struct socket *socket, int fd, unsigned long request, void *argument)
{
	bool is_stream = socket->type == SOCK_STREAM;
	switch (request) {
	case FIONREAD:
		return readable(socket, fd, argument);
	case SIOCOUTQ:
		return unsent(socket, argument);
	case SIOCOUTQNSD:
		return is_stream ? unsent(socket, argument) : -ENOTTY;
	case SIOCATMARK:
		return is_stream ? kernel_result(real(ioctl)(fd, request, argument)) : -ENOTTY;
	case SIOCGSTAMP_OLD:
	case SIOCGSTAMPNS_OLD:
		return -ENOENT;
	case FIOSETOWN:
	case SIOCSPGRP:
	case FIOGETOWN:
	case SIOCGPGRP:
		return kernel_result(real(ioctl)(fd, request, argument));
	case SIOCADDRT:
	case SIOCDELRT:
		return -EPERM;
	}
	if (request >= REQUESTS_OF_DEVICES && request <= REQUESTS_LAST)
		return device(socket, fd, request, argument);
	if (request >= REQUESTS_OF_SOCKETS && request < REQUESTS_OF_DEVICES)
		return -ENOTTY;
	return kernel_result(real(ioctl)(fd, request, argument));
}
