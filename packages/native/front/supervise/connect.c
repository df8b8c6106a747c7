#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "answers.h"
#include "core/readiness.h"
#include "core/silence.h"
#include "fresh.h"
#include "hand_over.h"
#include "packets.h"
#include "pipe_end.h"
#include "waiting.h"

static bool is_blocking(const struct call *call)
{
	return (call_descriptor_flags(call, (int)call->arguments[0]) & O_NONBLOCK) == 0;
}

/* A program's descriptor may block, and one that both have must not meanwhile. */
static int connect_once(struct stand_in *stand_in, const struct call *call)
{
	struct sockaddr_storage address;
	int length = read_address(call, call->arguments[1], call->arguments[2], &address);
	if (length < 0)
		return length;
	struct socket *socket = stand_in_socket(stand_in);
	struct sockaddr *to = (struct sockaddr *)&address;
	bool is_shared = stand_in->kind == FRESH || stand_in->kind == PIPE;
	if (!is_shared)
		return socket_connect(socket, stand_in->fd, to, (socklen_t)length);
	int shared = fcntl(stand_in->fd, F_DUPFD_CLOEXEC, 0), flags = fcntl(shared, F_GETFL);
	(void)fcntl(shared, F_SETFL, flags | O_NONBLOCK);
	int result = socket_connect(socket, stand_in->fd, to, (socklen_t)length);
	(void)fcntl(shared, F_SETFL, flags);
	close(shared);
	return result;
}

/* The program has what a connect came to: a connection, or what shows that it was refused. */
static int put_in_place(struct stand_in *stand_in, const struct call *call, int result)
{
	if (result != 0 && result != -EINPROGRESS)
		return fresh_renew(call, stand_in);
	if (stand_in->kind == FRESH && stand_in_socket(stand_in)->is_connect_failed)
		return 0;
	if (stand_in->kind == FRESH)
		readiness_wake(stand_in->fd);
	return hand_over_connected(call, stand_in);
}

static void finish(struct stand_in *stand_in, const struct call *call, int result)
{
	int error = put_in_place(stand_in, call, result);
	loop_settle();
	if (error != -ENOENT)
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

static void finish_disconnect(const struct call *call, struct stand_in *stand_in)
{
	int result = pipe_end_put_in_place(call, stand_in);
	if (result != -ENOENT)
		call_answer(call, result);
}

/* It was interrupted before the program could get its connection. */
static bool has_been_connected(const struct stand_in *stand_in)
{
	const struct socket *socket = stand_in_socket(stand_in);
	return (stand_in->kind == FRESH || stand_in->kind == PIPE) && socket != NULL &&
	       atomic_load(&socket->state) == SOCKET_CONNECTED;
}

void answer_connect(const struct call *call, struct stand_in *stand_in)
{
	int result = has_been_connected(stand_in) ? 0 : connect_once(stand_in, call);
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
	/* It was to no address, and has ended the connection. */
	if (result == 0 && state != SOCKET_CONNECTED && stand_in->kind == FRESH)
		return call_answer(call, 0);
	if (result == 0 && state != SOCKET_CONNECTED && stand_in->kind != PIPE)
		return finish_disconnect(call, stand_in);
	if (result == -EINPROGRESS && (is_blocking(call) || waits_for_room)) {
		if (!try_again(stand_in, call))
			waiting_add(stand_in, call, try_again);
		return;
	}
	finish(stand_in, call, result);
}
