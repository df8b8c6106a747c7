/* The name is read and looked up once. One that is free goes to the kernel, which reads it again; any other is dealt
 * with here, by the file that was found. */
#include "unix_call.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "answers.h"
#include "core/unix_judge.h"
#include "unix_place.h"
#include "unix_socket.h"
#include "waiting.h"

static struct unix_socket socket_of(const struct call *call)
{
	struct caller_descriptor found;
	bool is_there = call_look_up(call, (int)call->arguments[0], &found) && found.is_socket;
	return is_there ? unix_socket_of(call, found.inode) : (struct unix_socket){ 0 };
}

/* Nobody may be there: a name that somebody has is not the program's. */
static bool is_taken(const struct unix_place *place)
{
	return place->file >= 0 ||
	       unix_try_datagram(&place->reached, place->reached_length) != -ECONNREFUSED;
}

void unix_call_bind(const struct call *call, const struct sockaddr_storage *address,
                    socklen_t length)
{
	struct unix_place place;
	int result = unix_place_open(&place, call, address, length);
	if (result == -ENOENT || (result == 0 && !is_taken(&place)))
		unix_names_expect(context_current().network, &place.name);
	unix_place_close(&place);
}

/* Ours in the place of the program's, connected to what was found. */
static int give(const struct call *call, int fd)
{
	int at = (int)call->arguments[0], flags = call_descriptor_flags(call, at);
	(void)fcntl(fd, F_SETFL, flags & O_NONBLOCK);
	return call_replace_descriptor(call, fd, at, (uint32_t)flags & O_CLOEXEC);
}

static int connect_stream(const struct call *call, const struct unix_place *place, int type,
                          const struct unix_judgement *judgement)
{
	struct context context = context_current();
	int fd = socket(AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int result = fd < 0 ? -errno : 0;
	if (result == 0 &&
	    connect(fd, (const struct sockaddr *)&place->reached, place->reached_length) < 0)
		result = -errno;
	if (result == 0)
		result = unix_has_near_peer(context, fd) ? give(call, fd)
		                                         : unix_refuse(context, judgement);
	if (fd >= 0)
		close(fd);
	return result;
}

static int connect_datagrams(const struct unix_place *place, const struct unix_judgement *judgement)
{
	int result = unix_try_datagram(&place->reached, place->reached_length);
	return result < 0 ? result : unix_refuse(context_current(), judgement);
}

static int connect_unknown(const struct call *call, const struct unix_place *place,
                           const struct unix_judgement *judgement)
{
	struct unix_socket socket = socket_of(call);
	if (socket.type == SOCK_DGRAM)
		return connect_datagrams(place, judgement);
	if (socket.is_connected)
		return -EISCONN;
	if (socket.is_listening)
		return -EINVAL;
	return socket.type == 0 ? unix_refuse(context_current(), judgement)
	                        : connect_stream(call, place, socket.type, judgement);
}

enum { IS_FREE = 1 };

/* IS_FREE, or what the call comes to. */
static int connect_once(const struct call *call, const struct sockaddr_storage *address,
                        socklen_t length)
{
	struct unix_place place;
	struct unix_judgement judgement;
	int result = unix_place_open(&place, call, address, length);
	unix_judge(context_current(), &place.name, &judgement);
	if (judgement.answer == UNIX_FREE)
		result = IS_FREE;
	else if (judgement.answer == UNIX_DENIED)
		result = unix_refuse(context_current(), &judgement);
	else if (result == 0)
		result = connect_unknown(call, &place, &judgement);
	unix_place_close(&place);
	return result;
}

static void finish(const struct call *call, int result)
{
	if (result == IS_FREE)
		call_let_pass(call);
	else
		call_answer(call, result);
}

/* The listener's queue was full. */
static bool try_again(struct stand_in *nobody, const struct call *call)
{
	struct sockaddr_storage address;
	int length = read_address(call, call->arguments[1], call->arguments[2], &address);
	int result = length < 0 ? length : connect_once(call, &address, (socklen_t)length);
	(void)nobody;
	if (result == -EAGAIN)
		return false;
	finish(call, result);
	return true;
}

void unix_call_connect(const struct call *call, const struct sockaddr_storage *address,
                       socklen_t length)
{
	static struct stand_in nobody = { .fd = -1 };
	int result = connect_once(call, address, length);
	bool is_blocking = (call_descriptor_flags(call, (int)call->arguments[0]) & O_NONBLOCK) == 0;
	if (result == -EAGAIN && is_blocking)
		waiting_add(&nobody, call, try_again);
	else
		finish(call, result);
}

int unix_call_check_destination(const struct call *call, const struct sockaddr_storage *address,
                                socklen_t length)
{
	struct unix_place place;
	struct unix_judgement judgement;
	int result = unix_place_open(&place, call, address, length);
	unix_judge(context_current(), &place.name, &judgement);
	int type = judgement.answer == UNIX_FREE ? 0 : socket_of(call).type;
	if (judgement.answer == UNIX_FREE || type == SOCK_STREAM || type == SOCK_SEQPACKET)
		result = 0;
	else if (judgement.answer == UNIX_DENIED)
		result = unix_refuse(context_current(), &judgement);
	else if (result == 0)
		result = connect_datagrams(&place, &judgement);
	unix_place_close(&place);
	return result;
}
