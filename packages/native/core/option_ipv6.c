/* IPv6 options that are not integers. */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "option_numbers.h"
#include "option_table.h"
#include "options.h"
#include "socket.h"

int option_ipv6_set(struct socket *socket, int name, const void *value, socklen_t length)
{
	switch (name) {
	case IPV6_PKTINFO:
		return length >= sizeof(struct in6_pktinfo) ? 0 : -EINVAL;
	case IPV6_HOPOPTS:
	case IPV6_RTHDRDSTOPTS:
	case IPV6_DSTOPTS:
	case IPV6_RTHDR:
		return length == 0 || (length % 8 == 0 && name != IPV6_RTHDR) ? 0 : -EINVAL;
	case IPV6_2292PKTOPTIONS:
		return 0;
	case OPTION_IPV6_FLOWLABEL_MGR:
		return -EINVAL;
	default:
		return option_membership_set_v6(socket, name, value, length);
	}
}

static int get_path_mtu(const struct socket *socket, void *value, socklen_t *length)
{
	struct ip6_mtuinfo info;
	int mtu;
	if (*length < sizeof(info))
		return -EINVAL;
	int result = read_path_mtu(socket, &mtu);
	if (result < 0)
		return result;
	memset(&info, 0, sizeof(info));
	info.ip6m_mtu = (uint32_t)mtu;
	return option_copy(&info, sizeof(info), value, length);
}

int option_ipv6_get(struct socket *socket, int name, void *value, socklen_t *length)
{
	switch (name) {
	case IPV6_2292PKTOPTIONS:
		if (socket->type != SOCK_STREAM)
			return -ENOPROTOOPT;
		*length = 0;
		return 0;
	case IPV6_HOPOPTS:
	case IPV6_RTHDRDSTOPTS:
	case IPV6_DSTOPTS:
	case IPV6_RTHDR:
		*length = 0;
		return 0;
	case IPV6_PATHMTU:
		return get_path_mtu(socket, value, length);
	case OPTION_IPV6_FLOWLABEL_MGR:
		return -EINVAL;
	default:
		return OPTION_IS_AN_INTEGER;
	}
}
