#include "pipe_end.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "answers.h"
#include "core/text.h"
#include "fresh.h"

static int open_again(int fd, int flags)
{
	char path[40];
	struct text text = text_start(path, sizeof(path));
	text_add(&text, "/proc/self/fd/");
	text_add_number(&text, (unsigned long)fd);
	int again = open(path, flags | O_CLOEXEC);
	return again < 0 ? -errno : again;
}

int pipe_end_open(int flags, int ends[2])
{
	int pair[2];
	if (pipe2(pair, O_CLOEXEC | O_NONBLOCK) < 0)
		return -errno;
	(void)fcntl(pair[0], F_SETFL, flags & O_NONBLOCK);
	ends[0] = pair[1];
	ends[1] = pair[0];
	return 0;
}

static void end_ready(struct watch *watch, uint32_t events)
{
	struct stand_in *stand_in =
		(struct stand_in *)((char *)watch - offsetof(struct stand_in, end_watch));
	if ((events & EPOLLERR) == 0)
		return;
	if (fresh_has_copies(stand_in))
		stand_in_close_end(stand_in);
	else
		stand_in_closed(stand_in);
}

void pipe_end_start(struct stand_in *stand_in)
{
	(void)loop_watch(&stand_in->end_watch, stand_in->end, 0, end_ready);
}

int pipe_end_put_in_place(const struct call *call, struct stand_in *stand_in)
{
	int ends[2], at = (int)call->arguments[0], flags = call_descriptor_flags(call, at);
	int result = pipe_end_open(flags & O_NONBLOCK, ends);
	if (result < 0)
		return result;
	uint64_t inode = inode_of(ends[1]);
	result = stand_in_replace(stand_in, call, ends[1], (uint32_t)flags & O_CLOEXEC);
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

bool pipe_end_has_client(const struct stand_in *stand_in)
{
	struct pollfd state = { .fd = stand_in->fd, .events = POLLIN };
	return stand_in->undelivered_count > 0 ||
	       (poll(&state, 1, 0) == 1 && (state.revents & POLLIN) != 0);
}

/* Another way out of the pipe, for a moment: with one of our own nobody would hear that theirs is closed. */
static bool take_byte(const struct stand_in *stand_in)
{
	char byte;
	int fd = open_again(stand_in->end, O_RDONLY | O_NONBLOCK);
	if (fd < 0)
		return false;
	ssize_t size = read(fd, &byte, 1);
	close(fd);
	return size >= 0;
}

void pipe_end_update(struct stand_in *stand_in)
{
	bool is_wanted = pipe_end_has_client(stand_in);
	if (is_wanted == stand_in->has_token || stand_in->kind != PIPE)
		return;
	bool is_done = is_wanted ? write(stand_in->end, "", 1) == 1 : take_byte(stand_in);
	if (!is_done)
		return;
	stand_in->has_token = is_wanted;
}
