/* sendto(), sendmsg(), sendmmsg(): the payload is copied once, and that copy is sent. */
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>

#include "answers.h"
#include "packets.h"

enum { CONTROL_MAX = 1024 };

/* A message in a program's memory. */
struct letter {
	uint64_t buffers, buffer_count; /* of struct iovec */
	uint64_t name, name_length;
	uint64_t control, control_length;
};

/* The size, or -errno. */
static ssize_t gather(const struct call *call, const struct iovec *buffers, size_t count,
                      char *bytes)
{
	size_t size = 0;
	for (size_t i = 0; i < count; i++) {
		size_t part = buffers[i].iov_len;
		if (part > PACKET_MAX - size)
			return -EMSGSIZE;
		if (call_read(call, (uintptr_t)buffers[i].iov_base, bytes + size, part) < 0)
			return -EFAULT;
		size += part;
	}
	return (ssize_t)size;
}

static ssize_t send_copy(const struct call *call, struct stand_in *stand_in,
                         const struct letter *letter, struct iovec *payload, int flags)
{
	struct sockaddr_storage name;
	char control[CONTROL_MAX];
	int name_length = 0;
	if (letter->name != 0)
		name_length = read_address(call, letter->name, letter->name_length, &name);
	if (name_length < 0)
		return name_length;
	if (letter->control_length > sizeof(control))
		return -ENOBUFS;
	if (call_read(call, letter->control, control, letter->control_length) < 0)
		return -EFAULT;
	struct msghdr message = { .msg_name = name_length > 0 ? &name : NULL,
		                  .msg_namelen = (socklen_t)name_length,
		                  .msg_iov = payload,
		                  .msg_iovlen = 1,
		                  .msg_control = letter->control_length > 0 ? control : NULL,
		                  .msg_controllen = letter->control_length };
	ssize_t result = socket_send(stand_in_socket(stand_in), stand_in->fd, &message,
	                             flags | MSG_DONTWAIT | MSG_NOSIGNAL);
	if (stand_in_socket(stand_in) == NULL)
		(void)hand_over_real_ip(call, stand_in, (int)call->arguments[0]);
	return result;
}

static ssize_t send_letter(const struct call *call, struct stand_in *stand_in,
                           const struct letter *letter, int flags)
{
	static char bytes[PACKET_MAX];
	struct iovec buffers[IOV_MAX], payload = { bytes, 0 };
	if (letter->buffer_count > IOV_MAX)
		return -EMSGSIZE;
	if (call_read(call, letter->buffers, buffers, letter->buffer_count * sizeof(*buffers)) < 0)
		return -EFAULT;
	ssize_t size = gather(call, buffers, letter->buffer_count, bytes);
	if (size < 0)
		return size;
	payload.iov_len = (size_t)size;
	return send_copy(call, stand_in, letter, &payload, flags);
}

static struct letter letter_of(const struct msghdr *message)
{
	return (struct letter){ (uintptr_t)message->msg_iov,     message->msg_iovlen,
		                (uintptr_t)message->msg_name,    message->msg_namelen,
		                (uintptr_t)message->msg_control, message->msg_controllen };
}

static ssize_t send_to(const struct call *call, struct stand_in *stand_in)
{
	static char bytes[PACKET_MAX];
	const uint64_t *a = call->arguments;
	struct letter letter = { .name = a[4], .name_length = a[5] };
	struct iovec payload = { bytes, a[2] };
	if (a[2] > sizeof(bytes))
		return -EMSGSIZE;
	if (call_read(call, a[1], bytes, a[2]) < 0)
		return -EFAULT;
	return send_copy(call, stand_in, &letter, &payload, (int)a[3]);
}

static ssize_t send_message(const struct call *call, struct stand_in *stand_in)
{
	struct msghdr message;
	if (call_read(call, call->arguments[1], &message, sizeof(message)) < 0)
		return -EFAULT;
	struct letter letter = letter_of(&message);
	return send_letter(call, stand_in, &letter, (int)call->arguments[2]);
}

static ssize_t send_messages(const struct call *call, struct stand_in *stand_in)
{
	const uint64_t *a = call->arguments;
	struct mmsghdr message;
	unsigned count = a[2] < IOV_MAX ? (unsigned)a[2] : IOV_MAX;
	for (unsigned i = 0; i < count; i++) {
		uint64_t at = a[1] + i * sizeof(message);
		ssize_t result = call_read(call, at, &message, sizeof(message));
		struct letter letter = letter_of(&message.msg_hdr);
		if (result == 0)
			result = send_letter(call, stand_in, &letter, (int)a[3]);
		if (result < 0 || stand_in->kind != PACKETS)
			return i > 0 ? (ssize_t)i : result;
		unsigned sent = (unsigned)result;
		(void)call_write(call, at + offsetof(struct mmsghdr, msg_len), &sent, sizeof(sent));
	}
	return (ssize_t)count;
}

/* Says of a stream without a connection why there is none. */
static ssize_t send_unconnected(struct stand_in *stand_in)
{
	struct iovec buffer = { "", 1 };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	if (socket_is_connected(stand_in_socket(stand_in))) /* but the program has not heard it */
		return -EPIPE;
	return socket_send(stand_in_socket(stand_in), stand_in->fd, &message,
	                   MSG_DONTWAIT | MSG_NOSIGNAL);
}

void answer_send(const struct call *call, struct stand_in *stand_in)
{
	if (stand_in->kind != PACKETS) {
		if (stand_in->kind == PIPE)
			return call_answer(call, -EPIPE);
		if (stand_in->kind == FRESH)
			return call_answer(call, send_unconnected(stand_in));
		return call_let_pass(call);
	}
	ssize_t result = -stand_in->error;
	stand_in->error = 0;
	if (result == 0 && call->number == SYS_sendto)
		result = send_to(call, stand_in);
	else if (result == 0)
		result = call->number == SYS_sendmsg ? send_message(call, stand_in)
		                                     : send_messages(call, stand_in);
	/* The receiver may be a socket of the same program. */
	loop_settle();
	call_answer(call, result);
}
