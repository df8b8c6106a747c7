#include "pipe_end.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "answers.h"
#include "core/text.h"

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
	close(pair[1]);
	int theirs = open_again(pair[0], O_RDWR | (flags & O_NONBLOCK));
	if (theirs < 0) {
		close(pair[0]);
		return theirs;
	}
	ends[0] = pair[0];
	ends[1] = theirs;
	return 0;
}

static void end_ready(struct watch *watch, uint32_t events)
{
	struct stand_in *stand_in =
		(struct stand_in *)((char *)watch - offsetof(struct stand_in, end_watch));
	if ((events & EPOLLHUP) != 0)
		stand_in_closed(stand_in);
}

void pipe_end_start(struct stand_in *stand_in)
{
	(void)loop_watch(&stand_in->end_watch, stand_in->end, 0, end_ready);
}

bool pipe_end_has_client(const struct stand_in *stand_in)
{
	struct pollfd state = { .fd = stand_in->fd, .events = POLLIN };
	return stand_in->undelivered_count > 0 ||
	       (poll(&state, 1, 0) == 1 && (state.revents & POLLIN) != 0);
}

/* Another way into the pipe, for a moment: with one of our own nobody would hear that theirs is closed. */
static void put_byte(const struct stand_in *stand_in)
{
	int fd = open_again(stand_in->end, O_WRONLY | O_NONBLOCK);
	if (fd < 0)
		return;
	ssize_t result = write(fd, "", 1);
	(void)result;
	close(fd);
}

void pipe_end_update(struct stand_in *stand_in)
{
	char byte;
	bool is_wanted = pipe_end_has_client(stand_in);
	if (is_wanted == stand_in->has_token || stand_in->kind != PIPE)
		return;
	if (is_wanted)
		put_byte(stand_in);
	else if (read(stand_in->end, &byte, 1) < 0)
		return;
	stand_in->has_token = is_wanted;
}
