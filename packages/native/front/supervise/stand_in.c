#include "stand_in.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fresh.h"
#include "instances.h"
#include "lying.h"
#include "relay.h"
#include "weak.h"

enum { CHAINS = 4096, SWEEP_EVERY = 256 };

static struct stand_in *chains[CHAINS];
static int natives_since_sweep;

static struct stand_in **chain_of(uint64_t inode)
{
	return &chains[inode % CHAINS];
}

uint64_t inode_of(int fd)
{
	struct stat status;
	return fstat(fd, &status) == 0 ? status.st_ino : 0;
}

static struct stand_in *find(uint64_t inode)
{
	struct stand_in *stand_in = *chain_of(inode);
	while (stand_in != NULL && stand_in->inode != inode)
		stand_in = stand_in->next;
	return stand_in;
}

struct stand_in *stand_in_of(const struct call *call, int fd)
{
	struct caller_descriptor found;
	if (!call_look_up(call, fd, &found) || found.inode == 0)
		return NULL;
	struct stand_in *stand_in = find(found.inode);
	return stand_in == NULL ? fresh_alias(found.inode) : stand_in;
}

struct socket *stand_in_socket(const struct stand_in *stand_in)
{
	return table_find(stand_in->fd);
}

static void link_in(struct stand_in *stand_in)
{
	struct stand_in **chain = chain_of(stand_in->inode);
	stand_in->next = *chain;
	*chain = stand_in;
}

static void link_out(struct stand_in *stand_in)
{
	struct stand_in **link = chain_of(stand_in->inode);
	while (*link != NULL && *link != stand_in)
		link = &(*link)->next;
	if (*link != NULL)
		*link = stand_in->next;
}

/* What a stream that is not here looks like to poll(). */
enum { STREAM_IS_OPEN, STREAM_HAS_ENDED, STREAM_IS_RESET, STREAM_STATES };

/* A pipe hangs up without a writer, and is in error without a reader. */
static int shown(int state)
{
	static int fds[STREAM_STATES];
	int ends[2];
	if (fds[STREAM_IS_OPEN] == 0) {
		fds[STREAM_IS_OPEN] = open("/dev/null", O_RDWR | O_CLOEXEC);
		if (pipe2(ends, O_CLOEXEC) == 0) {
			fds[STREAM_HAS_ENDED] = ends[0];
			close(ends[1]);
		}
		if (pipe2(ends, O_CLOEXEC) == 0) {
			fds[STREAM_IS_RESET] = ends[1];
			close(ends[0]);
		}
	}
	return fds[state];
}

struct stand_in *stand_in_add(enum stand_in_kind kind, int fd, int end, uint64_t inode)
{
	struct stand_in *stand_in = calloc(1, sizeof(*stand_in));
	if (stand_in == NULL)
		return NULL;
	stand_in->kind = kind;
	stand_in->fd = fd;
	stand_in->end = end;
	stand_in->inode = inode;
	link_in(stand_in);
	return stand_in;
}

void stand_in_close_end(struct stand_in *stand_in)
{
	loop_unwatch(&stand_in->end_watch);
	if (stand_in->end >= 0)
		close(stand_in->end);
	stand_in->end = -1;
}

int stand_in_replace(const struct stand_in *stand_in, const struct call *call, int fd,
                     uint32_t flags)
{
	int at = (int)call->arguments[0];
	bool has_old = inode_of(stand_in->fd) == stand_in->inode;
	instances_note(at, stand_in->inode);
	int result = call_replace_descriptor(call, fd, at, flags);
	if (result == 0)
		instances_follow(at, fd, has_old ? stand_in->fd : -1);
	return result;
}

void stand_in_become(struct stand_in *stand_in, enum stand_in_kind kind, int end, uint64_t inode)
{
	stand_in_close_end(stand_in);
	fresh_forget(stand_in);
	link_out(stand_in);
	stand_in->kind = kind;
	stand_in->end = end;
	stand_in->inode = inode;
	link_in(stand_in);
}

void stand_in_unlink(struct stand_in *stand_in)
{
	link_out(stand_in);
	free(stand_in);
}

void stand_in_remove(struct stand_in *stand_in)
{
	loop_unwatch(&stand_in->real_watch);
	stand_in_close_end(stand_in);
	fresh_forget(stand_in);
	relay_free(stand_in->relay);
	lying_free(stand_in);
	for (int i = 0; i < stand_in->undelivered_count; i++) {
		table_forget(stand_in->undelivered[i]);
		close(stand_in->undelivered[i]);
	}
	table_forget(stand_in->fd);
	close(stand_in->fd);
	stand_in_unlink(stand_in);
}

static void forget_closed(struct stand_in *stand_in)
{
	struct stand_in *next;
	for (; stand_in != NULL; stand_in = next) {
		next = stand_in->next;
		if ((stand_in->kind == NATIVE || stand_in->kind == REAL_IP) &&
		    !weak_is_alive(stand_in->inode))
			stand_in_remove(stand_in);
	}
}

void stand_in_sweep(void)
{
	if (natives_since_sweep < SWEEP_EVERY)
		return;
	natives_since_sweep = 0;
	weak_look();
	for (size_t i = 0; i < CHAINS; i++)
		forget_closed(chains[i]);
}

void stand_in_retire_real(struct stand_in *stand_in)
{
	loop_unwatch(&stand_in->real_watch);
	weak_add(stand_in->fd);
	dup3(shown(STREAM_IS_OPEN), stand_in->fd, O_CLOEXEC);
	natives_since_sweep++;
}

void stand_in_hear(void)
{
	uint64_t inode;
	uint32_t events;
	while (weak_hear(&inode, &events)) {
		struct stand_in *stand_in = find(inode);
		bool is_reset = (events & EPOLLERR) != 0;
		if (stand_in != NULL && stand_in->kind == NATIVE)
			dup3(shown(is_reset ? STREAM_IS_RESET : STREAM_HAS_ENDED), stand_in->fd,
			     O_CLOEXEC);
	}
}
