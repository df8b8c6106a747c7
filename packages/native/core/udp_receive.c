#include <netinet/in.h>
#include <string.h>

#include "../real/real.h"
#include "ancillary.h"
#include "buffers.h"
#include "datagram.h"
#include "network_file.h"
#include "spill.h"
#include "stream.h"
#include "udp.h"
#include "udplite.h"

enum { BUFFERS_MAX = 1024 };

/* In one piece, for a message that has little room. */
static ssize_t receive_whole(int fd, struct datagram_header *header, const struct msghdr *message,
                             size_t room, int flags)
{
	char whole[DATAGRAM_SMALL];
	room += sizeof *header;
	ssize_t result = kernel_size(real(recvfrom)(fd, whole, room, flags, NULL, NULL));
	if (result < DATAGRAM_HEADER_SIZE)
		return result;
	memcpy(header, whole, sizeof *header);
	size_t filled = (size_t)result < room ? (size_t)result : room;
	buffers_scatter(message->msg_iov, message->msg_iovlen, whole + sizeof *header,
	                filled - sizeof *header);
	return result;
}

/* Gives the size of what came, with its header, also when the message has less room. */
static ssize_t receive_real(int fd, struct datagram_header *header, const struct msghdr *message,
                            int flags)
{
	enum {
		UNDERSTOOD = MSG_DONTWAIT | MSG_PEEK,
		SMALL = DATAGRAM_SMALL - DATAGRAM_HEADER_SIZE
	};
	flags = (flags & UNDERSTOOD) | MSG_TRUNC;
	size_t room = buffers_size(message->msg_iov, message->msg_iovlen, SMALL);
	if (room <= SMALL)
		return receive_whole(fd, header, message, room, flags);
	struct iovec buffers[message->msg_iovlen + 1];
	buffers[0] = (struct iovec){ header, sizeof *header };
	memcpy(buffers + 1, message->msg_iov, message->msg_iovlen * sizeof *buffers);
	struct msghdr real_message = { .msg_iov = buffers, .msg_iovlen = message->msg_iovlen + 1 };
	return kernel_size(real(recvmsg)(fd, &real_message, flags));
}

static bool is_for_program(const struct socket *socket, const struct datagram_header *header)
{
	if (header->kind != DATAGRAM_DATA || !udplite_covers(socket, header))
		return false;
	if (socket->is_peer_listed ||
	    atomic_load_explicit(&socket->state, memory_order_relaxed) != SOCKET_CONNECTED)
		return true;
	return header->source_port == socket->remote.port &&
	       address_equal(&header->source, &socket->remote.address);
}

static void consume_peeked(int fd, int flags)
{
	char nothing;
	if (flags & MSG_PEEK)
		real(recv)(fd, &nothing, sizeof nothing, MSG_DONTWAIT);
}

static void refill(const struct socket *socket, int fd, int flags)
{
	struct network *network = socket->context.network;
	if ((flags & MSG_PEEK) || socket->bound.port == 0 ||
	    atomic_load_explicit(&network->file->spill_count, memory_order_acquire) == 0)
		return;
	struct name own;
	udp_own_name(socket, &own);
	spill_refill(network, &own, fd);
}

static ssize_t hand_over(struct socket *socket, struct msghdr *message,
                         const struct datagram_header *header, size_t payload, int flags)
{
	struct endpoint source = { header->source, header->source_port };
	size_t room = (size_t)message_size(message);
	message->msg_flags = payload > room ? MSG_TRUNC : 0;
	if (message->msg_name != NULL)
		endpoint_write(&source, socket->family, message->msg_name, &message->msg_namelen);
	else
		message->msg_namelen = 0;
	if (message->msg_control == NULL)
		message->msg_controllen = 0;
	ancillary_write(socket, message, header);
	return (ssize_t)((flags & MSG_TRUNC) || payload < room ? payload : room);
}

/* Nothing came: the socket is shut for reading, or a stranger sent no bytes. */
static bool is_shut(int fd)
{
	struct pollfd state = { .fd = fd, .events = POLLRDHUP };
	return real(poll)(&state, 1, 0) == 1;
}

ssize_t udp_receive(struct socket *socket, int fd, struct msghdr *message, int flags)
{
	struct datagram_header header;
	if (flags & MSG_ERRQUEUE)
		return -EAGAIN;
	if (flags & MSG_OOB)
		return -EOPNOTSUPP;
	if (message->msg_iovlen > BUFFERS_MAX)
		return -EMSGSIZE;
	if (message_size(message) < 0)
		return -EINVAL;
	for (;;) {
		int error = udp_take_error(socket, fd);
		if (error != 0)
			return -error;
		ssize_t result = receive_real(fd, &header, message, flags);
		if (result < 0 || (result == 0 && is_shut(fd)))
			return result;
		refill(socket, fd, flags);
		bool is_ours = result >= DATAGRAM_HEADER_SIZE &&
		               header.token == socket->context.network->file->token;
		if (is_ours && is_for_program(socket, &header))
			return hand_over(socket, message, &header,
			                 (size_t)result - DATAGRAM_HEADER_SIZE, flags);
		consume_peeked(fd, flags);
	}
}
