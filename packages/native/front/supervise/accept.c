/* listen() and accept(). */
#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "answers.h"
#include "fresh.h"
#include "hand_over.h"
#include "pipe_end.h"
#include "waiting.h"

enum { UNDELIVERED_MAX = 8 };

static void listener_ready(struct watch *watch, uint32_t events)
{
	struct stand_in *stand_in =
		(struct stand_in *)((char *)watch - offsetof(struct stand_in, real_watch));
	(void)events;
	waiting_wake(stand_in);
	pipe_end_update(stand_in);
}

void accept_start(struct stand_in *stand_in)
{
	(void)loop_watch(&stand_in->real_watch, stand_in->fd, EPOLLIN | EPOLLET, listener_ready);
}

void answer_listen(const struct call *call, struct stand_in *stand_in)
{
	int result = fresh_become_pipe(call, stand_in);
	if (result == -ENOENT)
		return;
	/* What carries datagrams or a recording is watched for them. */
	if (stand_in->kind == PIPE)
		loop_unwatch(&stand_in->real_watch);
	if (result == 0)
		result = socket_listen(stand_in_socket(stand_in), stand_in->fd,
		                       (int)call->arguments[1]);
	if (atomic_load(&stand_in_socket(stand_in)->state) == SOCKET_LISTENING)
		accept_start(stand_in);
	call_answer(call, result);
}

static int flags_of(const struct call *call)
{
	return call->number == SYS_accept4 ? (int)call->arguments[3] : 0;
}

static int take_connection(struct stand_in *stand_in)
{
	if (stand_in->undelivered_count > 0)
		return stand_in->undelivered[--stand_in->undelivered_count];
	/* One that was inherited may block, and must stay so for others. */
	if (!pipe_end_has_client(stand_in))
		return -EAGAIN;
	return socket_accept(stand_in_socket(stand_in), stand_in->fd, NULL, NULL, SOCK_CLOEXEC);
}

/* The call was interrupted, or its process may have no more descriptors: for the next one. */
static void keep_connection(struct stand_in *stand_in, int fd)
{
	if (stand_in->undelivered_count < UNDELIVERED_MAX) {
		stand_in->undelivered[stand_in->undelivered_count++] = fd;
		return;
	}
	table_forget(fd);
	close(fd);
}

static int tell_peer(const struct call *call, int fd)
{
	struct sockaddr_storage peer = { 0 };
	socklen_t length = sizeof(peer);
	struct socket *socket = table_find(fd);
	if (call->arguments[1] == 0)
		return 0;
	endpoint_write(&socket->remote, socket->family, (struct sockaddr *)&peer, &length);
	return write_address(call, call->arguments[1], call->arguments[2], &peer, length);
}

/* False: nobody is there. */
static bool try_accept(struct stand_in *stand_in, const struct call *call)
{
	if (atomic_load(&stand_in_socket(stand_in)->state) != SOCKET_LISTENING) {
		call_answer(call, -EINVAL);
		return true;
	}
	int fd = take_connection(stand_in);
	if (fd == -EAGAIN)
		return false;
	if (fd < 0) {
		call_answer(call, fd);
		return true;
	}
	/* Before the program goes on and looks. */
	pipe_end_update(stand_in);
	int result = tell_peer(call, fd);
	if (result == 0)
		result = hand_over_accepted(call, fd, flags_of(call));
	if (result == 0)
		return true;
	keep_connection(stand_in, fd);
	pipe_end_update(stand_in);
	if (result != -ENOENT)
		call_answer(call, result);
	return true;
}

void answer_accept(const struct call *call, struct stand_in *stand_in)
{
	if ((flags_of(call) & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) != 0)
		return call_answer(call, -EINVAL);
	if (stand_in->kind != PIPE)
		return call_answer(call, stand_in->kind == PACKETS ? -EOPNOTSUPP : -EINVAL);
	if (try_accept(stand_in, call))
		return;
	pipe_end_update(stand_in);
	if ((call_descriptor_flags(call, (int)call->arguments[0]) & O_NONBLOCK) != 0)
		call_answer(call, -EAGAIN);
	else
		waiting_add(stand_in, call, try_accept);
}
