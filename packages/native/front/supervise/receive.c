/* recvfrom(), recvmsg(), recvmmsg(). See packets.c. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <sys/syscall.h>

#include "answers.h"
#include "lying.h"
#include "packets.h"
#include "waiting.h"

static int flags_of(const struct call *call)
{
	return (int)call->arguments[call->number == SYS_recvmsg ? 2 : 3];
}

static int put_source(const struct call *call, const struct lying *datagram, uint64_t address,
                      uint64_t length, socklen_t room)
{
	static const socklen_t none = 0;
	socklen_t size = datagram->source_length < room ? datagram->source_length : room;
	int result = call_write(call, address, &datagram->source, size);
	return result < 0 ? result : call_write(call, length, &none, sizeof(none));
}

/* Into the message, of which the name alone is not the kernel's business. */
static int put_message_source(const struct call *call, const struct lying *datagram, uint64_t at)
{
	struct msghdr message;
	if (call_read(call, at, &message, sizeof(message)) < 0)
		return -EFAULT;
	if (message.msg_name == NULL)
		return 0;
	return put_source(call, datagram, (uintptr_t)message.msg_name,
	                  at + offsetof(struct msghdr, msg_namelen), message.msg_namelen);
}

/* One that comes while the kernel reads is taken for another one of the last sender's. */
static int put_sources(const struct call *call, const struct lying *datagram)
{
	uint64_t count = call->number == SYS_recvmsg ? 1 : call->arguments[2];
	int result = 0;
	for (uint64_t i = 0; result == 0 && i < count && i < IOV_MAX; i++) {
		result = put_message_source(call, datagram,
		                            call->arguments[1] + i * sizeof(struct mmsghdr));
		datagram = datagram->next == NULL ? datagram : datagram->next;
	}
	return result;
}

static int tell_source(const struct call *call, const struct lying *first)
{
	const uint64_t *a = call->arguments;
	socklen_t room;
	if (call->number != SYS_recvfrom)
		return put_sources(call, first);
	if (call_read(call, a[5], &room, sizeof(room)) < 0)
		return -EFAULT;
	if ((int)room < 0)
		return -EINVAL;
	return put_source(call, first, a[4], a[5], room);
}

/* Another thread was let to read a datagram that lies there, and has not done it yet. */
static bool is_taken(const struct stand_in *stand_in, const struct call *call)
{
	return stand_in->reader != 0 && stand_in->reader != call->thread &&
	       lying_cost(stand_in) >= stand_in->reader_mark;
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
	const struct lying *first = lying_first(stand_in);
	if (first == NULL || is_taken(stand_in, call))
		return false;
	int result = tell_source(call, first);
	if (result < 0) {
		call_answer(call, result);
		return true;
	}
	if ((flags_of(call) & MSG_PEEK) == 0) {
		stand_in->reader = call->thread;
		stand_in->reader_mark = lying_cost(stand_in);
	}
	call_let_pass(call);
	return true;
}

/* Says of a stream without a connection why there is none. */
static ssize_t receive_unconnected(struct stand_in *stand_in)
{
	char byte;
	struct iovec buffer = { &byte, 1 };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	if (socket_is_connected(stand_in_socket(stand_in))) /* but the program has not heard it */
		return -ENOTCONN;
	return socket_receive(stand_in_socket(stand_in), stand_in->fd, &message, MSG_DONTWAIT);
}

void answer_receive(const struct call *call, struct stand_in *stand_in)
{
	if ((flags_of(call) & MSG_ERRQUEUE) != 0)
		return call_answer(call, -EAGAIN);
	if (stand_in->kind != PACKETS) {
		if (stand_in->kind == PIPE)
			return call_answer(call, -ENOTCONN);
		if (stand_in->kind == FRESH)
			return call_answer(call, receive_unconnected(stand_in));
		return call_let_pass(call);
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
