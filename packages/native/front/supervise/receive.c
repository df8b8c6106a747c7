/* recvfrom(), recvmsg(), recvmmsg(). See packets.c. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <sys/syscall.h>

#include "answers.h"
#include "packets.h"
#include "waiting.h"

static int flags_of(const struct call *call)
{
	return (int)call->arguments[call->number == SYS_recvmsg ? 2 : 3];
}

static int put_source(const struct call *call, const struct stand_in *stand_in, uint64_t address,
                      uint64_t length, socklen_t room)
{
	static const socklen_t none = 0;
	socklen_t size = stand_in->source_length < room ? stand_in->source_length : room;
	int result = call_write(call, address, &stand_in->source, size);
	return result < 0 ? result : call_write(call, length, &none, sizeof(none));
}

/* Into the message, of which the name alone is not the kernel's business. */
static int put_message_source(const struct call *call, const struct stand_in *stand_in, uint64_t at)
{
	struct msghdr message;
	if (call_read(call, at, &message, sizeof(message)) < 0)
		return -EFAULT;
	if (message.msg_name == NULL)
		return 0;
	return put_source(call, stand_in, (uintptr_t)message.msg_name,
	                  at + offsetof(struct msghdr, msg_namelen), message.msg_namelen);
}

/* Whatever waits there comes from one sender. */
static int put_sources(const struct call *call, const struct stand_in *stand_in)
{
	uint64_t count = call->number == SYS_recvmsg ? 1 : call->arguments[2];
	int result = 0;
	for (uint64_t i = 0; result == 0 && i < count && i < IOV_MAX; i++)
		result = put_message_source(call, stand_in,
		                            call->arguments[1] + i * sizeof(struct mmsghdr));
	return result;
}

static int tell_source(const struct call *call, const struct stand_in *stand_in)
{
	const uint64_t *a = call->arguments;
	socklen_t room;
	if (call->number != SYS_recvfrom)
		return put_sources(call, stand_in);
	if (call_read(call, a[5], &room, sizeof(room)) < 0)
		return -EFAULT;
	if ((int)room < 0)
		return -EINVAL;
	return put_source(call, stand_in, a[4], a[5], room);
}

/* Another thread was let to read a datagram that lies there, and has not done it yet. */
static bool is_taken(const struct stand_in *stand_in, const struct call *call)
{
	return stand_in->reader != 0 && stand_in->reader != call->thread &&
	       packets_waiting(stand_in) >= stand_in->reader_mark;
}

static bool try_receive(struct stand_in *stand_in, const struct call *call)
{
	packets_offer(stand_in);
	int error = stand_in->error;
	stand_in->error = 0;
	if (error != 0) {
		call_answer(call, -error);
		return true;
	}
	if (packets_waiting(stand_in) == 0 || is_taken(stand_in, call))
		return false;
	int result = tell_source(call, stand_in);
	if (result < 0) {
		call_answer(call, result);
		return true;
	}
	if ((flags_of(call) & MSG_PEEK) == 0) {
		stand_in->reader = call->thread;
		stand_in->reader_mark = packets_waiting(stand_in);
	}
	call_let_pass(call);
	return true;
}

void answer_receive(const struct call *call, struct stand_in *stand_in)
{
	if ((flags_of(call) & MSG_ERRQUEUE) != 0)
		return call_answer(call, -EAGAIN);
	if (stand_in->kind != PACKETS) {
		if (stand_in->kind == PIPE || stand_in->kind == FRESH)
			call_answer(call, -ENOTCONN);
		else
			call_let_pass(call);
		return;
	}
	if (try_receive(stand_in, call))
		return;
	bool is_blocking = (flags_of(call) & MSG_DONTWAIT) == 0 &&
	                   (call_descriptor_flags(call, (int)call->arguments[0]) & O_NONBLOCK) == 0;
	if (is_blocking)
		waiting_add(stand_in, call, try_receive);
	else
		call_answer(call, -EAGAIN);
}
