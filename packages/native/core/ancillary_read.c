#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "ancillary.h"
#include "datagram.h"
#include "interface.h"
#include "option_numbers.h"
#include "options.h"
#include "socket.h"

enum { HOPS_UNICAST = 64, HOPS_MULTICAST = 1 };

struct chosen {
	int family; /* of the sending socket */
	struct address address;
	bool is_set;
	int hops, traffic_class; /* -1: not chosen */
};

/* One control message. Programs put them at any address, aligned or not. */
struct part {
	int level, type;
	const void *data;
	size_t size;
};

static int read_int_between(const struct part *part, int low, int high, int *result)
{
	int value;
	if (part->size != sizeof(value))
		return -EINVAL;
	memcpy(&value, part->data, sizeof(value));
	if (value < low || value > high)
		return -EINVAL;
	*result = value;
	return 0;
}

static int read_v4(const struct part *part, struct chosen *chosen)
{
	struct in_pktinfo info;
	switch (part->type) {
	case IP_PKTINFO:
		if (part->size != sizeof(info))
			return -EINVAL;
		memcpy(&info, part->data, sizeof(info));
		if (info.ipi_ifindex != 0 && interface_name((unsigned)info.ipi_ifindex) == NULL)
			return -ENODEV;
		chosen->address = address_any(AF_INET);
		memcpy(chosen->address.bytes + 12, &info.ipi_spec_dst, sizeof(info.ipi_spec_dst));
		chosen->is_set = info.ipi_spec_dst.s_addr != htonl(INADDR_ANY);
		return 0;
	case IP_TTL:
		return read_int_between(part, 1, 255, &chosen->hops);
	case IP_TOS:
		if (part->size != sizeof(uint8_t))
			return read_int_between(part, 0, 255, &chosen->traffic_class);
		chosen->traffic_class = *(const uint8_t *)part->data;
		return 0;
	case IP_RETOPTS:
		return part->size <= 40 ? 0 : -EINVAL;
	default:
		return -EINVAL;
	}
}

static int read_v6(const struct part *part, struct chosen *chosen)
{
	struct in6_pktinfo info;
	int ignored;
	switch (part->type) {
	case IPV6_PKTINFO:
	case IPV6_2292PKTINFO:
		if (part->size < sizeof(info))
			return -EINVAL;
		memcpy(&info, part->data, sizeof(info));
		if (info.ipi6_ifindex != 0 && interface_name(info.ipi6_ifindex) == NULL)
			return -ENODEV;
		memcpy(chosen->address.bytes, &info.ipi6_addr, sizeof(info.ipi6_addr));
		chosen->is_set = !address_is_any(&chosen->address);
		return 0;
	case IPV6_HOPLIMIT:
	case IPV6_2292HOPLIMIT:
		return read_int_between(part, -1, 255, &chosen->hops);
	case IPV6_TCLASS:
		return read_int_between(part, -1, 255, &chosen->traffic_class);
	case IPV6_DONTFRAG:
		return read_int_between(part, 0, 1, &ignored);
	case OPTION_IPV6_FLOWINFO:
		return part->size < sizeof(uint32_t) ? -EINVAL : 0;
	case IPV6_HOPOPTS:
	case IPV6_DSTOPTS:
	case IPV6_RTHDRDSTOPTS:
	case IPV6_RTHDR:
		return 0;
	default:
		return -EINVAL;
	}
}

static int read_socket(const struct part *part)
{
	enum { SCM_CREDENTIALS_TYPE = 2 };
	switch (part->type) {
	case SCM_RIGHTS: /* without a meaning here, but allowed */
	case SCM_CREDENTIALS_TYPE:
	case SO_MARK:
	case SO_TIMESTAMPING:
	case SO_PRIORITY:
		return 0;
	default:
		return -EINVAL;
	}
}

static int read_one(const struct part *part, void *state)
{
	struct chosen *chosen = state;
	switch (part->level) {
	case SOL_SOCKET:
		return read_socket(part);
	case IPPROTO_IP:
		return chosen->family == AF_INET ? read_v4(part, chosen) : 0;
	case IPPROTO_IPV6:
		return chosen->family == AF_INET6 ? read_v6(part, chosen) : 0;
	case IPPROTO_UDP:
		return -EINVAL;
	default:
		return 0;
	}
}

/* Reads one message after the other with `read`, which gets `state`. */
static int read_all(const struct msghdr *message, int (*read)(const struct part *, void *),
                    void *state)
{
	const char *at = message->msg_control;
	size_t left = at == NULL ? 0 : message->msg_controllen;
	struct cmsghdr header;
	while (left >= sizeof(header)) {
		memcpy(&header, at, sizeof(header));
		if (header.cmsg_len < sizeof(header) || header.cmsg_len > left)
			return -EINVAL;
		struct part part = { header.cmsg_level, header.cmsg_type, at + sizeof(header),
			             header.cmsg_len - sizeof(header) };
		int result = read(&part, state);
		if (result < 0)
			return result;
		size_t step =
			CMSG_ALIGN(header.cmsg_len) < left ? CMSG_ALIGN(header.cmsg_len) : left;
		at += step;
		left -= step;
	}
	return 0;
}

int ancillary_read(const struct msghdr *message, int family, struct address *source,
                   bool *has_source)
{
	struct chosen chosen = { .family = family };
	int result = read_all(message, read_one, &chosen);
	*has_source = result == 0 && chosen.is_set;
	if (*has_source)
		*source = chosen.address;
	return result;
}

void ancillary_stamp(const struct socket *socket, const struct msghdr *message,
                     struct datagram_header *header)
{
	bool is_v4 = address_is_v4(&header->destination),
	     is_group = address_is_multicast(&header->destination);
	struct chosen chosen = { .family = socket->family, .hops = -1, .traffic_class = -1 };
	header->hops = is_group ? HOPS_MULTICAST : HOPS_UNICAST;
	header->traffic_class = 0;
	if (socket->options.kept_count > 0) {
		int unicast = is_v4 ? IP_TTL : IPV6_UNICAST_HOPS;
		int multicast = is_v4 ? IP_MULTICAST_TTL : IPV6_MULTICAST_HOPS;
		int level = is_v4 ? IPPROTO_IP : IPPROTO_IPV6;
		header->hops = (uint8_t)option_value(socket, level, is_group ? multicast : unicast);
		header->traffic_class =
			(uint8_t)option_value(socket, level, is_v4 ? IP_TOS : IPV6_TCLASS);
	}
	if (message->msg_controllen == 0 || read_all(message, read_one, &chosen) < 0)
		return;
	if (chosen.hops >= 0)
		header->hops = (uint8_t)chosen.hops;
	if (chosen.traffic_class >= 0)
		header->traffic_class = (uint8_t)chosen.traffic_class;
}

static int read_one_of_stream(const struct part *part, void *state)
{
	(void)state;
	return part->level == SOL_SOCKET ? read_socket(part) : 0;
}

int ancillary_check_stream(const struct msghdr *message)
{
	return read_all(message, read_one_of_stream, NULL);
}
