#include "hand_over.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "answers.h"
#include "core/reset.h"
#include "relay.h"

/* What the program gets for the real socket `fd`, and what stays here: a pair when the bytes have to be
 * seen, else the socket itself. */
struct handing {
	enum stand_in_kind kind;
	int end; /* ours, or -1 */
	int given;
};

static int open_handing(struct handing *handing, int fd, int is_nonblocking)
{
	struct socket *socket = table_find(fd);
	int ends[2];
	*handing = (struct handing){ NATIVE, -1, fd };
	if (!socket->is_recorded || !socket_is_connected(socket)) {
		(void)fcntl(fd, F_SETFL, is_nonblocking ? O_NONBLOCK : 0);
		return 0;
	}
	int result = relay_open(is_nonblocking ? SOCK_NONBLOCK : 0, ends);
	if (result == 0)
		*handing = (struct handing){ RELAY, ends[0], ends[1] };
	return result;
}

static void finish(struct stand_in *stand_in, const struct handing *handing)
{
	struct socket *socket = stand_in_socket(stand_in);
	if (handing->kind == NATIVE && socket->options.is_reset_on_close)
		reset_record(socket);
	if (handing->kind == NATIVE)
		return stand_in_retire_real(stand_in);
	close(handing->given);
	if (relay_start(stand_in) < 0)
		stand_in_closed(stand_in);
}

static void drop(const struct handing *handing)
{
	if (handing->kind == NATIVE)
		return;
	close(handing->end);
	close(handing->given);
}

int hand_over_accepted(const struct call *call, int fd, int flags)
{
	struct handing handing;
	int result = open_handing(&handing, fd, (flags & SOCK_NONBLOCK) != 0);
	if (result < 0)
		return result;
	struct stand_in *stand_in =
		stand_in_add(handing.kind, fd, handing.end, inode_of(handing.given));
	result = stand_in == NULL
	                 ? -ENOMEM
	                 : call_answer_descriptor(call, handing.given,
	                                          (flags & SOCK_CLOEXEC) != 0 ? O_CLOEXEC : 0);
	if (result >= 0) {
		finish(stand_in, &handing);
		return 0;
	}
	if (stand_in != NULL)
		stand_in_unlink(stand_in);
	drop(&handing);
	return result;
}

void hand_over_inherited(int fd, int at)
{
	struct handing handing;
	if (open_handing(&handing, fd, fcntl(fd, F_GETFL) & O_NONBLOCK) < 0)
		return;
	struct stand_in *stand_in =
		stand_in_add(handing.kind, fd, handing.end, inode_of(handing.given));
	if (handing.kind == RELAY)
		dup2(handing.given, at);
	if (stand_in != NULL)
		finish(stand_in, &handing);
}

/* A number that is only kept is no socket's. */
static bool has_real(const struct stand_in *stand_in)
{
	struct stat status;
	if (stand_in->kind == FRESH)
		return true;
	return stand_in->kind != RELAY && fstat(stand_in->fd, &status) == 0 &&
	       S_ISSOCK(status.st_mode) && status.st_ino != stand_in->inode;
}

int hand_over_connected(const struct call *call, struct stand_in *stand_in)
{
	struct handing handing;
	int at = (int)call->arguments[0];
	if (!has_real(stand_in))
		return 0;
	int flags = call_descriptor_flags(call, at);
	int result = open_handing(&handing, stand_in->fd, (flags & O_NONBLOCK) != 0);
	if (result < 0)
		return result;
	uint64_t inode = inode_of(handing.given);
	if (inode != stand_in->inode)
		result = stand_in_replace(stand_in, call, handing.given,
		                          (uint32_t)flags & O_CLOEXEC);
	if (result < 0) {
		drop(&handing);
		return result;
	}
	stand_in_become(stand_in, handing.kind, handing.end, inode);
	finish(stand_in, &handing);
	return 0;
}
