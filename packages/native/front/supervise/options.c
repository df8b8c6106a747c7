/* Names, options and the end of one direction. */
#include <errno.h>
#include <sys/syscall.h>

#include "answers.h"
#include "core/reset.h"
#include "pipe_end.h"
#include "waiting.h"

enum { VALUE_MAX = 4096 };

void answer_name(const struct call *call, struct stand_in *stand_in)
{
	struct sockaddr_storage address = { 0 };
	socklen_t length = sizeof(address);
	struct socket *socket = stand_in_socket(stand_in);
	struct sockaddr *name = (struct sockaddr *)&address;
	int result = call->number == SYS_getsockname
	                     ? socket_local_name(socket, stand_in->fd, name, &length)
	                     : socket_peer_name(socket, stand_in->fd, name, &length);
	if (result == 0)
		result = write_address(call, call->arguments[1], call->arguments[2], &address,
		                       length);
	call_answer(call, result);
}

/* What a program has instead of a datagram socket waits as long as the socket would, and tells when something came. */
static bool is_also_for_stand_in(const struct stand_in *stand_in, int level, int name)
{
	if (stand_in->kind != PACKETS || level != SOL_SOCKET)
		return false;
	return name == SO_RCVTIMEO || name == SO_SNDTIMEO || name == SO_TIMESTAMP ||
	       name == SO_TIMESTAMPNS;
}

/* Nobody here sees when a program closes a stream that it has itself: the peer hears of the reset when it
 * comes to the end. */
static void note_reset(const struct stand_in *stand_in, int level, int name)
{
	struct socket *socket = stand_in_socket(stand_in);
	if (stand_in->kind != NATIVE || level != SOL_SOCKET || name != SO_LINGER)
		return;
	if (socket->options.is_reset_on_close)
		reset_record(socket);
	else
		reset_forget(socket);
}

void answer_set_option(const struct call *call, struct stand_in *stand_in)
{
	char value[VALUE_MAX] = { 0 };
	int level = (int)call->arguments[1], name = (int)call->arguments[2];
	socklen_t length = (socklen_t)call->arguments[4];
	size_t size = length < VALUE_MAX ? length : VALUE_MAX;
	bool has_value = call_read(call, call->arguments[3], value, size) == 0;
	int result = option_set(stand_in_socket(stand_in), stand_in->fd, level, name,
	                        has_value ? value : NULL, length);
	if (result == 0 || result == -ENOTSOCK)
		note_reset(stand_in, level, name);
	/* Of a stream that the program has itself the kernel knows what we do not. */
	if (result == -ENOTSOCK || (result == 0 && is_also_for_stand_in(stand_in, level, name)))
		call_let_pass(call);
	else
		call_answer(call, result);
}

/* Of what plain reads and writes of a datagram socket came to. */
static void show_error(struct stand_in *stand_in)
{
	if (stand_in->error != 0)
		atomic_store(&stand_in_socket(stand_in)->pending_error, stand_in->error);
	stand_in->error = 0;
}

void answer_get_option(const struct call *call, struct stand_in *stand_in)
{
	char value[VALUE_MAX] = { 0 };
	socklen_t length = 0;
	int result = call_read(call, call->arguments[4], &length, sizeof(length));
	if (result < 0)
		return call_answer(call, result);
	if ((int)length > VALUE_MAX)
		length = VALUE_MAX;
	show_error(stand_in);
	result = option_get(stand_in_socket(stand_in), stand_in->fd, (int)call->arguments[1],
	                    (int)call->arguments[2], value, &length);
	if (result == -ENOTSOCK)
		return call_let_pass(call);
	if (result == 0)
		result = call_write(call, call->arguments[3], value, length);
	if (result == 0)
		result = call_write(call, call->arguments[4], &length, sizeof(length));
	call_answer(call, result);
}

/* The end that it makes comes after the bytes that are on their way. A TCP peer does not see SHUT_RD. */
static void shut_relay(const struct call *call)
{
	if (call->arguments[1] == SHUT_RD)
		call_answer(call, 0);
	else
		call_let_pass(call);
}

/* What the program does not send we do not receive. */
static void shut_packets(const struct stand_in *stand_in)
{
	const struct socket *socket = stand_in_socket(stand_in);
	if (socket->is_shut_for_read)
		(void)shutdown(stand_in->end, SHUT_WR);
	if (socket->is_shut_for_write)
		(void)shutdown(stand_in->end, SHUT_RD);
}

void answer_shutdown(const struct call *call, struct stand_in *stand_in)
{
	if (stand_in->kind == RELAY)
		return shut_relay(call);
	int result =
		socket_shutdown(stand_in_socket(stand_in), stand_in->fd, (int)call->arguments[1]);
	if (result == -ENOTSOCK)
		return call_let_pass(call);
	if (result == 0 && stand_in->kind == PACKETS)
		shut_packets(stand_in);
	if (stand_in->kind == PIPE) {
		waiting_wake(stand_in);
		pipe_end_update(stand_in);
	}
	call_answer(call, result);
}
