#include "outside_call.h"

#include <errno.h>
#include <sys/syscall.h>

#include "answers.h"
#include "core/address.h"
#include "core/network.h"
#include "core/policy.h"

/* The address that a call is about, in its arguments or in a message. */
static int find_address(const struct call *call, struct sockaddr_storage *storage)
{
	struct msghdr message;
	const uint64_t *a = call->arguments;
	switch (call->number) {
	case SYS_bind:
	case SYS_connect:
		return read_address(call, a[1], a[2], storage);
	case SYS_sendto:
		return read_address(call, a[4], a[5], storage);
	case SYS_sendmsg:
	case SYS_sendmmsg: /* the first of them */
		if (call_read(call, a[1], &message, sizeof(message)) < 0 ||
		    message.msg_name == NULL)
			return 0;
		return read_address(call, (uintptr_t)message.msg_name, message.msg_namelen,
		                    storage);
	default:
		return 0;
	}
}

static bool is_let_out(const struct call *call, const struct stand_in *stand_in,
                       const struct endpoint *endpoint)
{
	bool is_inbound = call->number == SYS_bind;
	bool is_stream = stand_in != NULL && stand_in->is_real_ip_stream;
	int protocol = is_stream ? IPPROTO_TCP : IPPROTO_UDP;
	struct context context = context_current();
	struct verdict verdict = policy_decide(context, protocol, is_inbound, endpoint);
	if (verdict.is_allowed || (is_inbound && endpoint->port == 0))
		return true;
	if (is_inbound)
		notice_blocked_inbound(context, protocol, endpoint, verdict.rule);
	else
		notice_blocked(context, protocol, endpoint, verdict.rule, NULL);
	return false;
}

void answer_outside(const struct call *call, const struct stand_in *stand_in)
{
	struct sockaddr_storage storage;
	struct endpoint endpoint;
	int length = find_address(call, &storage);
	int family = length < (int)sizeof(sa_family_t) ? AF_UNSPEC : storage.ss_family;
	bool is_ip = family == AF_INET || family == AF_INET6;
	struct caller_descriptor found;
	if (is_ip && call_look_up(call, (int)call->arguments[0], &found) && found.is_socket &&
	    !context_is_compat(context_current()) &&
	    endpoint_read(&endpoint, family, (struct sockaddr *)&storage, (socklen_t)length) == 0 &&
	    !is_let_out(call, stand_in, &endpoint))
		call_answer(call, call->number == SYS_bind ? -EADDRNOTAVAIL : -ENETUNREACH);
	else
		call_let_pass(call);
}
