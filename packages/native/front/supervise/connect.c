#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "answers.h"
#include "core/silence.h"
#include "hand_over.h"
#include "packets.h"
#include "pipe_end.h"
#include "waiting.h"

static bool is_blocking(const struct call *call)
{
	return (call_descriptor_flags(call, (int)call->arguments[0]) & O_NONBLOCK) == 0;
}

/* Our own descriptor never blocks; a program's may. */
static int connect_once(struct stand_in *stand_in, const struct call *call)
{
	struct sockaddr_storage address;
	int length = read_address(call, call->arguments[1], call->arguments[2], &address);
	return length < 0 ? length
	                  : socket_connect(stand_in_socket(stand_in), stand_in->fd,
	                                   (struct sockaddr *)&address, (socklen_t)length);
}

static void finish(struct stand_in *stand_in, const struct call *call, int result)
{
	int error = result == 0 || result == -EINPROGRESS ? hand_over_connected(call, stand_in) : 0;
	loop_settle();
	call_answer(call, error < 0 ? error : result);
}

/* The listener's queue was full, or a blocking program waits for the answer that is there. */
static bool try_again(struct stand_in *stand_in, const struct call *call)
{
	int result = connect_once(stand_in, call);
	if (result == -EALREADY || result == -EINPROGRESS)
		return false;
	finish(stand_in, call, result);
	return true;
}

/* It has left the network: the real one answers. */
static bool finish_real_ip(struct stand_in *stand_in, const struct call *call)
{
	struct pollfd state = { .fd = stand_in->fd, .events = POLLOUT };
	int error = 0;
	socklen_t length = sizeof(error);
	if (poll(&state, 1, 0) == 0)
		return false;
	(void)getsockopt(stand_in->fd, SOL_SOCKET, SO_ERROR, &error, &length);
	(void)hand_over_real_ip(call, stand_in, (int)call->arguments[0]);
	call_answer(call, -error);
	return true;
}

static void answer_real_ip(const struct call *call, struct stand_in *stand_in, int result)
{
	if (result == -EINPROGRESS && is_blocking(call))
		return waiting_add(stand_in, call, finish_real_ip);
	(void)hand_over_real_ip(call, stand_in, (int)call->arguments[0]);
	call_answer(call, result);
}

/* connect() to no address has ended the connection: the program gets a stream that is not connected. */
static int take_back(const struct call *call, struct stand_in *stand_in)
{
	int ends[2], at = (int)call->arguments[0], flags = call_descriptor_flags(call, at);
	int result = pipe_end_open(flags & O_NONBLOCK, ends);
	if (result < 0)
		return result;
	uint64_t inode = inode_of(ends[1]);
	result = call_replace_descriptor(call, ends[1], at, (uint32_t)flags & O_CLOEXEC);
	close(ends[1]);
	if (result < 0) {
		close(ends[0]);
		return result;
	}
	loop_unwatch(&stand_in->real_watch);
	stand_in_become(stand_in, PIPE, ends[0], inode);
	pipe_end_start(stand_in);
	return 0;
}

void answer_connect(const struct call *call, struct stand_in *stand_in)
{
	int result = connect_once(stand_in, call);
	struct socket *socket = stand_in_socket(stand_in);
	if (socket == NULL)
		return answer_real_ip(call, stand_in, result);
	if (socket->type == SOCK_DGRAM) {
		packets_watch_real(stand_in);
		return call_answer(call, result);
	}
	/* A program that does not block is not kept waiting for a silent host. */
	bool waits_for_room = socket->is_connect_waiting && !silence_awaits(socket);
	int state = atomic_load(&socket->state);
	if (result == 0 && stand_in->kind != PIPE && state != SOCKET_CONNECTED)
		return call_answer(call, take_back(call, stand_in));
	if (result == -EINPROGRESS && (is_blocking(call) || waits_for_room)) {
		if (!try_again(stand_in, call))
			waiting_add(stand_in, call, try_again);
		return;
	}
	finish(stand_in, call, result);
}
