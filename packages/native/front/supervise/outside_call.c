#include "outside_call.h"

#include <errno.h>
#include <limits.h>
#include <sys/syscall.h>
#include <sys/un.h>

#include "answers.h"
#include "core/address.h"
#include "core/network.h"
#include "core/policy.h"
#include "unix_call.h"

/* Of sendmsg() and sendmmsg(). */
static int read_message_address(const struct call *call, unsigned index,
                                struct sockaddr_storage *storage)
{
	struct msghdr message;
	uint64_t at = call->arguments[1] + index * sizeof(struct mmsghdr);
	if (call_read(call, at, &message, sizeof(message)) < 0 || message.msg_name == NULL)
		return 0;
	return read_address(call, (uintptr_t)message.msg_name, message.msg_namelen, storage);
}

/* The address that a call is about, in its arguments or in one of its messages; its length, or -errno. */
static int find_address(const struct call *call, unsigned index, struct sockaddr_storage *storage)
{
	const uint64_t *a = call->arguments;
	switch (call->number) {
	case SYS_bind:
	case SYS_connect:
		return read_address(call, a[1], a[2], storage);
	case SYS_sendto:
		return read_address(call, a[4], a[5], storage);
	case SYS_sendmsg:
	case SYS_sendmmsg:
		return read_message_address(call, index, storage);
	default:
		return 0;
	}
}

static unsigned count_addresses(const struct call *call)
{
	unsigned count = call->number == SYS_sendmmsg ? (unsigned)call->arguments[2] : 1;
	return count < IOV_MAX ? count : IOV_MAX;
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

static int check_ip(const struct call *call, const struct stand_in *stand_in,
                    const struct sockaddr_storage *storage, socklen_t length)
{
	struct endpoint endpoint;
	if (endpoint_read(&endpoint, storage->ss_family, (const struct sockaddr *)storage, length) <
	            0 ||
	    is_let_out(call, stand_in, &endpoint))
		return 0;
	return call->number == SYS_bind ? -EADDRNOTAVAIL : -ENETUNREACH;
}

enum { IS_ANSWERED = 1 };

static int check_unix(const struct call *call, const struct sockaddr_storage *storage,
                      socklen_t length)
{
	if (length > sizeof(struct sockaddr_un))
		return 0;
	if (call->number == SYS_connect) {
		unix_call_connect(call, storage, length);
		return IS_ANSWERED;
	}
	if (call->number != SYS_bind)
		return unix_call_check_destination(call, storage, length);
	unix_call_bind(call, storage, length);
	return 0;
}

/* sendto() on an IPv4 socket takes an address of no family for one of its own. */
static int check_unspecified(const struct call *call, const struct stand_in *stand_in,
                             struct sockaddr_storage *storage, socklen_t length)
{
	if (stand_in == NULL || call->number == SYS_connect || call->number == SYS_bind)
		return 0;
	storage->ss_family = AF_INET;
	return check_ip(call, stand_in, storage, length);
}

/* 0: the kernel may do it. */
static int check(const struct call *call, const struct stand_in *stand_in, unsigned index)
{
	struct sockaddr_storage storage;
	int length = find_address(call, index, &storage);
	if (length < (int)sizeof(sa_family_t))
		return 0;
	switch (storage.ss_family) {
	case AF_INET:
	case AF_INET6:
		return check_ip(call, stand_in, &storage, (socklen_t)length);
	case AF_UNIX:
		return check_unix(call, &storage, (socklen_t)length);
	case AF_UNSPEC:
		return check_unspecified(call, stand_in, &storage, (socklen_t)length);
	default:
		return 0;
	}
}

/* Of several messages none is sent when one may not be: they are one call of the kernel's. */
void answer_outside(const struct call *call, const struct stand_in *stand_in)
{
	struct caller_descriptor found;
	bool has_policy = !context_is_compat(context_current()) &&
	                  call_look_up(call, (int)call->arguments[0], &found) && found.is_socket;
	unsigned count = has_policy ? count_addresses(call) : 0;
	int result = 0;
	for (unsigned i = 0; result == 0 && i < count; i++)
		result = check(call, stand_in, i);
	if (result < 0)
		call_answer(call, result);
	else if (result != IS_ANSWERED)
		call_let_pass(call);
}
