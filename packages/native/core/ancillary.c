#include "ancillary.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <time.h>

#include "datagram.h"
#include "interface.h"
#include "network.h"
#include "option_numbers.h"
#include "options.h"
#include "socket.h"

/* The program's buffer, and how much of it is used. */
struct control {
	struct msghdr *message;
	size_t room, used;
};

/* net/core/scm.c, put_cmsg(): a message that fits in part is cut, one whose header does not fit is
 * left out; both set MSG_CTRUNC. */
static void put(struct control *control, int level, int type, const void *data, size_t size)
{
	size_t room = control->room - control->used, length = CMSG_LEN(size);
	if (control->message->msg_control == NULL || room < sizeof(struct cmsghdr)) {
		control->message->msg_flags |= MSG_CTRUNC;
		return;
	}
	if (length > room) {
		control->message->msg_flags |= MSG_CTRUNC;
		length = room;
	}
	struct cmsghdr header = { .cmsg_len = length, .cmsg_level = level, .cmsg_type = type };
	char *at = (char *)control->message->msg_control + control->used;
	memcpy(at, &header, sizeof(header));
	memcpy(at + sizeof(header), data, length - sizeof(header));
	control->used += CMSG_SPACE(size) < room ? CMSG_SPACE(size) : room;
}

static void put_int(struct control *control, int level, int type, int value)
{
	put(control, level, type, &value, sizeof(value));
}

static void put_timestamp(struct control *control, const struct socket *socket)
{
	struct timespec now;
	if (socket->options.timestamps == TIMESTAMPS_OFF)
		return;
	clock_gettime(CLOCK_REALTIME, &now);
	struct timeval rounded = { now.tv_sec, now.tv_nsec / 1000 };
	if (socket->options.timestamps == TIMESTAMPS_NANOSECONDS)
		put(control, SOL_SOCKET, SO_TIMESTAMPNS, &now, sizeof(now));
	else
		put(control, SOL_SOCKET, SO_TIMESTAMP, &rounded, sizeof(rounded));
}

/* The own address that a datagram came to: of a group or a broadcast, the one we would answer from. */
static struct address own_address(const struct socket *socket, const struct datagram_header *header)
{
	struct address own = header->destination;
	if (interface_with(socket->context, &own) == INTERFACE_NONE)
		(void)host_source_for(socket->context, &header->source, &own);
	return own;
}

static void put_v4(struct control *control, const struct socket *socket,
                   const struct datagram_header *header)
{
	const struct socket_options *options = &socket->options;
	if (options->wants_pktinfo_v4) {
		struct address own = own_address(socket, header);
		struct in_pktinfo info = {
			.ipi_ifindex = (int)interface_for(socket->context, &header->source),
		};
		memcpy(&info.ipi_spec_dst, own.bytes + 12, sizeof(info.ipi_spec_dst));
		memcpy(&info.ipi_addr, header->destination.bytes + 12, sizeof(info.ipi_addr));
		put(control, IPPROTO_IP, IP_PKTINFO, &info, sizeof(info));
	}
	if (options->wants_ttl)
		put_int(control, IPPROTO_IP, IP_TTL, header->hops);
	if (options->wants_tos)
		put(control, IPPROTO_IP, IP_TOS, &header->traffic_class,
		    sizeof(header->traffic_class));
	if (options->wants_original_dst) {
		struct endpoint destination = { header->destination, header->destination_port };
		struct sockaddr_in name;
		endpoint_write(&destination, AF_INET, (struct sockaddr *)&name,
		               &(socklen_t){ sizeof(name) });
		put(control, IPPROTO_IP, IP_RECVORIGDSTADDR, &name, sizeof(name));
	}
}

static void put_pktinfo_v6(struct control *control, const struct socket *socket,
                           const struct datagram_header *header)
{
	struct in6_pktinfo info = { .ipi6_ifindex =
		                            interface_for(socket->context, &header->source) };
	memcpy(&info.ipi6_addr, header->destination.bytes, sizeof(info.ipi6_addr));
	if (socket->options.wants_pktinfo_v6)
		put(control, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof(info));
	if (socket->options.wants_old_pktinfo_v6)
		put(control, IPPROTO_IPV6, IPV6_2292PKTINFO, &info, sizeof(info));
}

static void put_v6(struct control *control, const struct socket *socket,
                   const struct datagram_header *header)
{
	const struct socket_options *options = &socket->options;
	if (options->wants_hop_limit)
		put_int(control, IPPROTO_IPV6, IPV6_HOPLIMIT, header->hops);
	if (options->wants_tclass)
		put_int(control, IPPROTO_IPV6, IPV6_TCLASS, header->traffic_class);
	if (options->wants_old_hop_limit)
		put_int(control, IPPROTO_IPV6, IPV6_2292HOPLIMIT, header->hops);
	if (options->wants_original_dst_v6) {
		struct endpoint destination = { header->destination, header->destination_port };
		struct sockaddr_in6 name;
		endpoint_write(&destination, AF_INET6, (struct sockaddr *)&name,
		               &(socklen_t){ sizeof(name) });
		put(control, IPPROTO_IPV6, OPTION_IPV6_ORIGDSTADDR, &name, sizeof(name));
	}
}

size_t ancillary_write(struct socket *socket, struct msghdr *message,
                       const struct datagram_header *header)
{
	struct control control = { .message = message, .room = message->msg_controllen };
	put_timestamp(&control, socket);
	if (socket->family == AF_INET6)
		put_pktinfo_v6(&control, socket, header);
	/* IPv4 options tell of IPv4 datagrams on an IPv6 socket too. */
	if (address_is_v4(&header->destination))
		put_v4(&control, socket, header);
	else
		put_v6(&control, socket, header);
	message->msg_controllen = control.used;
	return control.used;
}
