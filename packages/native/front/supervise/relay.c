#include "relay.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "answers.h"

enum { ROOM = 65536, ROUNDS = 32 };

/* Bytes on their way: from `first` to `end` of the buffer. */
struct direction {
	size_t first, end;
	bool has_ended; /* no more will come */
	bool is_shut; /* … and the receiver knows */
	char bytes[ROOM];
};

struct relay {
	struct direction out, in; /* as the program sees it */
};

static int relay_count;

int relay_open(int flags, int ends[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | (flags & SOCK_NONBLOCK), 0, ends) < 0)
		return -errno;
	(void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
	return 0;
}

static ssize_t transfer_real(const struct stand_in *stand_in, char *bytes, size_t size, bool sends)
{
	struct iovec buffer = { bytes, size };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	struct socket *socket = stand_in_socket(stand_in);
	return sends ? socket_send(socket, stand_in->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL)
	             : socket_receive(socket, stand_in->fd, &message, MSG_DONTWAIT);
}

static ssize_t transfer_end(const struct stand_in *stand_in, char *bytes, size_t size, bool sends)
{
	ssize_t result = sends ? send(stand_in->end, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL)
	                       : recv(stand_in->end, bytes, size, MSG_DONTWAIT);
	return result < 0 ? -errno : result;
}

typedef ssize_t (*transfer)(const struct stand_in *, char *, size_t, bool);

/* False when nothing moved. */
static bool fill(struct stand_in *stand_in, struct direction *direction, transfer from)
{
	if (direction->has_ended || direction->first < direction->end)
		return false;
	ssize_t size = from(stand_in, direction->bytes, ROOM, false);
	if (size == -EAGAIN)
		return false;
	direction->has_ended = size <= 0;
	direction->first = 0;
	direction->end = size < 0 ? 0 : (size_t)size;
	if (size == -ECONNRESET && from == transfer_end)
		stand_in_socket(stand_in)->options.is_reset_on_close = true;
	return true;
}

static bool drain(struct stand_in *stand_in, struct direction *direction, transfer to)
{
	size_t size = direction->end - direction->first;
	if (size == 0)
		return false;
	ssize_t sent = to(stand_in, direction->bytes + direction->first, size, true);
	if (sent == -EAGAIN)
		return false;
	if (sent < 0) /* nobody takes it any more */
		direction->has_ended = true;
	direction->first += sent < 0 ? size : (size_t)sent;
	return true;
}

static bool is_done(const struct direction *direction)
{
	return direction->has_ended && direction->first == direction->end;
}

static void shut(struct stand_in *stand_in)
{
	struct relay *relay = stand_in->relay;
	if (is_done(&relay->out) && !relay->out.is_shut) {
		relay->out.is_shut = true;
		(void)socket_shutdown(stand_in_socket(stand_in), stand_in->fd, SHUT_WR);
		(void)shutdown(stand_in->end, SHUT_RD);
	}
	if (is_done(&relay->in) && !relay->in.is_shut) {
		relay->in.is_shut = true;
		(void)shutdown(stand_in->end, SHUT_WR);
	}
}

/* The program has closed its end, not only shut one direction: ours is shut for both, and not by us. */
static bool is_closed(const struct stand_in *stand_in)
{
	struct pollfd state = { .fd = stand_in->end };
	return !stand_in->relay->in.is_shut && poll(&state, 1, 0) == 1 &&
	       (state.revents & POLLHUP) != 0;
}

static void pump(struct stand_in *stand_in)
{
	struct relay *relay = stand_in->relay;
	bool has_moved = true;
	for (int round = 0; round < ROUNDS && has_moved; round++) {
		has_moved = fill(stand_in, &relay->out, transfer_end);
		has_moved |= drain(stand_in, &relay->out, transfer_real);
		has_moved |= fill(stand_in, &relay->in, transfer_real);
		has_moved |= drain(stand_in, &relay->in, transfer_end);
	}
	if (is_done(&relay->out) && (is_closed(stand_in) || relay->in.is_shut)) {
		if (relay->in.first < relay->in.end) /* as with what is unread in the kernel */
			stand_in_socket(stand_in)->options.is_reset_on_close = true;
		return stand_in_closed(stand_in);
	}
	shut(stand_in);
	if (has_moved)
		loop_watch_again(&stand_in->end_watch);
}

static void end_ready(struct watch *watch, uint32_t events)
{
	(void)events;
	pump((struct stand_in *)((char *)watch - offsetof(struct stand_in, end_watch)));
}

static void real_ready(struct watch *watch, uint32_t events)
{
	(void)events;
	pump((struct stand_in *)((char *)watch - offsetof(struct stand_in, real_watch)));
}

int relay_start(struct stand_in *stand_in)
{
	enum { EVENTS = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET };
	stand_in->relay = calloc(1, sizeof(*stand_in->relay));
	if (stand_in->relay == NULL)
		return -ENOMEM;
	relay_count++;
	(void)fcntl(stand_in->fd, F_SETFL, O_NONBLOCK);
	(void)loop_watch(&stand_in->end_watch, stand_in->end, EVENTS, end_ready);
	(void)loop_watch(&stand_in->real_watch, stand_in->fd, EVENTS, real_ready);
	return 0;
}

void relay_free(struct relay *relay)
{
	if (relay != NULL)
		relay_count--;
	free(relay);
}

bool relay_is_busy(void)
{
	return relay_count > 0;
}
