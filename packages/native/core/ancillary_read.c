#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "ancillary.h"
#include "interface.h"
#include "option_numbers.h"

struct chosen {
	struct address address;
	bool is_set;
};

static size_t size_of(const struct cmsghdr *header)
{
	return header->cmsg_len - sizeof(struct cmsghdr);
}

static int read_int_between(const struct cmsghdr *header, int low, int high)
{
	int value;
	if (size_of(header) != sizeof(value))
		return -EINVAL;
	memcpy(&value, CMSG_DATA(header), sizeof(value));
	return value < low || value > high ? -EINVAL : 0;
}

static int read_v4(const struct cmsghdr *header, struct chosen *chosen)
{
	struct in_pktinfo info;
	switch (header->cmsg_type) {
	case IP_PKTINFO:
		if (size_of(header) != sizeof(info))
			return -EINVAL;
		memcpy(&info, CMSG_DATA(header), sizeof(info));
		if (info.ipi_ifindex != 0 && interface_name((unsigned)info.ipi_ifindex) == NULL)
			return -ENODEV;
		chosen->address = address_any(AF_INET);
		memcpy(chosen->address.bytes + 12, &info.ipi_spec_dst, sizeof(info.ipi_spec_dst));
		chosen->is_set = info.ipi_spec_dst.s_addr != htonl(INADDR_ANY);
		return 0;
	case IP_TTL:
		return read_int_between(header, 1, 255);
	case IP_TOS:
		return size_of(header) == sizeof(uint8_t) ? 0 : read_int_between(header, 0, 255);
	case IP_RETOPTS:
		return size_of(header) <= 40 ? 0 : -EINVAL;
	default:
		return -EINVAL;
	}
}

static int read_v6(const struct cmsghdr *header, struct chosen *chosen)
{
	struct in6_pktinfo info;
	switch (header->cmsg_type) {
	case IPV6_PKTINFO:
	case IPV6_2292PKTINFO:
		if (size_of(header) < sizeof(info))
			return -EINVAL;
		memcpy(&info, CMSG_DATA(header), sizeof(info));
		if (info.ipi6_ifindex != 0 && interface_name(info.ipi6_ifindex) == NULL)
			return -ENODEV;
		memcpy(chosen->address.bytes, &info.ipi6_addr, sizeof(info.ipi6_addr));
		chosen->is_set = !address_is_any(&chosen->address);
		return 0;
	case IPV6_HOPLIMIT:
	case IPV6_2292HOPLIMIT:
	case IPV6_TCLASS:
		return read_int_between(header, -1, 255);
	case IPV6_DONTFRAG:
		return read_int_between(header, 0, 1);
	case OPTION_IPV6_FLOWINFO:
		return size_of(header) < sizeof(uint32_t) ? -EINVAL : 0;
	case IPV6_HOPOPTS:
	case IPV6_DSTOPTS:
	case IPV6_RTHDRDSTOPTS:
	case IPV6_RTHDR:
		return 0;
	default:
		return -EINVAL;
	}
}

static int read_socket(const struct cmsghdr *header)
{
	enum { SCM_CREDENTIALS_TYPE = 2 };
	switch (header->cmsg_type) {
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

static int read_one(const struct cmsghdr *header, int family, struct chosen *chosen)
{
	switch (header->cmsg_level) {
	case SOL_SOCKET:
		return read_socket(header);
	case IPPROTO_IP:
		return family == AF_INET ? read_v4(header, chosen) : 0;
	case IPPROTO_IPV6:
		return family == AF_INET6 ? read_v6(header, chosen) : 0;
	case IPPROTO_UDP:
		return -EINVAL;
	default:
		return 0;
	}
}

int ancillary_read(const struct msghdr *message, int family, struct address *source, bool *has_source)
{
	struct chosen chosen = {0};
	const char *at = message->msg_control;
	size_t left = at == NULL ? 0 : message->msg_controllen;
	*has_source = false;
	while (left >= sizeof(struct cmsghdr)) {
		const struct cmsghdr *header = (const struct cmsghdr *)(const void *)at;
		if (header->cmsg_len < sizeof(*header) || header->cmsg_len > left)
			return -EINVAL;
		int result = read_one(header, family, &chosen);
		if (result < 0)
			return result;
		size_t step = CMSG_ALIGN(header->cmsg_len);
		at += step < left ? step : left;
		left -= step < left ? step : left;
	}
	if (chosen.is_set) {
		*source = chosen.address;
		*has_source = true;
	}
	return 0;
}
