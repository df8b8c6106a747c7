#include "socket_kind.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "network.h"
#include "text.h"

enum { PROTOCOLS_MAX = 263, FAMILY_SMC = 43, PROTOCOL_SMC = 256, PROTOCOL_L2TP = 115 };

static const struct {
	int family;
	const char *name;
} family_names[] = {
	{ AF_INET, "AF_INET" },   { AF_INET6, "AF_INET6" },         { AF_PACKET, "AF_PACKET" },
	{ AF_VSOCK, "AF_VSOCK" }, { AF_BLUETOOTH, "AF_BLUETOOTH" }, { AF_CAN, "AF_CAN" },
	{ AF_TIPC, "AF_TIPC" },   { FAMILY_SMC, "AF_SMC" },         { AF_XDP, "AF_XDP" },
	{ AF_RXRPC, "AF_RXRPC" },
};

static const char *const type_names[] = {
	[SOCK_STREAM] = "SOCK_STREAM", [SOCK_DGRAM] = "SOCK_DGRAM",         [SOCK_RAW] = "SOCK_RAW",
	[SOCK_RDM] = "SOCK_RDM",       [SOCK_SEQPACKET] = "SOCK_SEQPACKET",
};

/* AF_ALG is the kernel's cryptography; what netlink can change is for root. */
bool socket_family_is_free(int family)
{
	return family == AF_UNIX || family == AF_NETLINK || family == AF_ALG || family <= 0;
}

static void add_family(struct text *text, int family)
{
	for (size_t i = 0; i < sizeof(family_names) / sizeof(*family_names); i++)
		if (family_names[i].family == family) {
			text_add(text, family_names[i].name);
			return;
		}
	text_add_number(text, (unsigned)family);
}

static void add_type(struct text *text, int type)
{
	size_t count = sizeof(type_names) / sizeof(*type_names);
	if (type >= 0 && (size_t)type < count && type_names[type] != NULL)
		text_add(text, type_names[type]);
	else
		text_add_number(text, (unsigned)type);
}

/* The call as a programmer would write it. */
struct call {
	struct context context;
	int family, type, protocol;
};

static int refuse(const struct call *call, int kind, int error, const char *reason)
{
	char bytes[80];
	struct text text = text_start(bytes, sizeof(bytes));
	text_add(&text, "socket(");
	add_family(&text, call->family);
	text_add(&text, ", ");
	add_type(&text, call->type);
	text_add(&text, ", ");
	text_add_number(&text, (unsigned)call->protocol);
	text_add(&text, ")");
	notice_unsupported(call->context, kind, bytes, error, reason);
	return -error;
}

/* Protocols that the kernel has for IP; those that programs do without (MPTCP) are not worth a word. */
static int check_other_protocol(const struct call *call)
{
	switch (call->protocol) {
	case IPPROTO_SCTP:
	case IPPROTO_DCCP:
	case PROTOCOL_L2TP:
	case PROTOCOL_SMC:
		return refuse(call, NOTICE_OTHER, EPROTONOSUPPORT,
		              "a network carries TCP, UDP and UDP-Lite only");
	default:
		return -EPROTONOSUPPORT;
	}
}

static int check_datagram(const struct call *call)
{
	int protocol = call->protocol;
	if (protocol == IPPROTO_ICMP || protocol == IPPROTO_ICMPV6)
		return refuse(call, IPPROTO_ICMP, EACCES, "pings would reach the real network");
	if (protocol == IPPROTO_UDPLITE)
		return protocol;
	return protocol == 0 || protocol == IPPROTO_UDP ? IPPROTO_UDP : check_other_protocol(call);
}

static int check_ip(const struct call *call)
{
	switch (call->type) {
	case SOCK_STREAM:
		return call->protocol == 0 || call->protocol == IPPROTO_TCP
		               ? IPPROTO_TCP
		               : check_other_protocol(call);
	case SOCK_DGRAM:
		return check_datagram(call);
	case SOCK_RAW:
		return call->protocol == 0 ? -EPROTONOSUPPORT
		                           : refuse(call, NOTICE_RAW, EPERM,
		                                    "raw packets would reach the real network");
	case SOCK_SEQPACKET:
		return call->protocol == IPPROTO_SCTP ? check_other_protocol(call)
		                                      : -ESOCKTNOSUPPORT;
	default:
		return call->type < 0 || call->type > SOCK_PACKET ? -EINVAL : -ESOCKTNOSUPPORT;
	}
}

int socket_kind_check(struct context context, int family, int type, int protocol)
{
	struct call call = { context, family, type, protocol };
	if (family == AF_PACKET)
		return refuse(&call, NOTICE_PACKET, EPERM, "frames would reach the real network");
	if (family >= AF_MAX)
		return -EAFNOSUPPORT;
	if (family != AF_INET && family != AF_INET6)
		return refuse(&call, NOTICE_OTHER, EAFNOSUPPORT,
		              "such sockets reach past the network");
	return protocol < 0 || protocol >= PROTOCOLS_MAX ? -EINVAL : check_ip(&call);
}
