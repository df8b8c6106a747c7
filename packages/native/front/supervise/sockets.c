/* socket(), bind(), and the end of a socket. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "answers.h"
#include "callers.h"
#include "core/socket_kind.h"
#include "fresh.h"
#include "packets.h"
#include "waiting.h"

enum { FLAGS = SOCK_NONBLOCK | SOCK_CLOEXEC };

static uint32_t close_on_exec(int flags)
{
	return (flags & SOCK_CLOEXEC) != 0 ? O_CLOEXEC : 0;
}

/* The kernel's own, of a family that the network leaves alone. */
static void give_real(const struct call *call, int fd, int flags)
{
	int result = call_answer_descriptor(call, fd, close_on_exec(flags));
	if (result < 0)
		call_answer(call, result);
	close(fd);
}

static void give_packets(const struct call *call, int fd, int family, int flags)
{
	int ends[2], result = packets_open(family, flags, ends);
	if (result < 0) {
		table_forget(fd);
		close(fd);
		return call_answer(call, result);
	}
	struct stand_in *stand_in = stand_in_add(PACKETS, fd, ends[0], inode_of(ends[1]));
	result = stand_in == NULL ? -ENOMEM
	                          : call_answer_descriptor(call, ends[1], close_on_exec(flags));
	close(ends[1]);
	if (result >= 0)
		return packets_start(stand_in);
	if (stand_in != NULL)
		stand_in_remove(stand_in);
	if (result != -ENOENT)
		call_answer(call, result);
}

void answer_socket(const struct call *call)
{
	int family = (int)call->arguments[0], type = (int)call->arguments[1];
	if (socket_family_is_free(family))
		return call_let_pass(call);
	callers_register(call);
	fresh_sweep();
	int fd = socket_open(context_current(), family, type | FLAGS, (int)call->arguments[2]);
	if (fd < 0)
		return call_answer(call, fd);
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return give_real(call, fd, type);
	if (socket->type == SOCK_STREAM)
		fresh_give(call, fd, type);
	else
		give_packets(call, fd, family, type & FLAGS);
}

void stand_in_closed(struct stand_in *stand_in)
{
	waiting_end(stand_in);
	stand_in_remove(stand_in);
}

int hand_over_real_ip(const struct call *call, struct stand_in *stand_in, int at)
{
	int flags = call_descriptor_flags(call, at), type = SOCK_DGRAM;
	socklen_t length = sizeof(type);
	uint64_t inode = inode_of(stand_in->fd);
	(void)getsockopt(stand_in->fd, SOL_SOCKET, SO_TYPE, &type, &length);
	(void)fcntl(stand_in->fd, F_SETFL, flags & O_NONBLOCK);
	int result = stand_in_replace(stand_in, call, stand_in->fd, (uint32_t)flags & O_CLOEXEC);
	if (result < 0)
		return result;
	stand_in_become(stand_in, REAL_IP, -1, inode);
	stand_in->is_real_ip_stream = type == SOCK_STREAM;
	stand_in_retire_real(stand_in);
	return 0;
}

void answer_bind(const struct call *call, struct stand_in *stand_in)
{
	struct sockaddr_storage address;
	int length = read_address(call, call->arguments[1], call->arguments[2], &address);
	if (length < 0)
		return call_answer(call, length);
	int result = fresh_become_pipe(call, stand_in);
	if (result == -ENOENT)
		return;
	if (result == 0)
		result = socket_bind(stand_in_socket(stand_in), stand_in->fd,
		                     (struct sockaddr *)&address, (socklen_t)length);
	if (stand_in_socket(stand_in) == NULL)
		(void)hand_over_real_ip(call, stand_in, (int)call->arguments[0]);
	else if (stand_in->kind == PACKETS)
		packets_watch_real(stand_in);
	call_answer(call, result);
}
