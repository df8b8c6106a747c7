/* Nobody hears when a program closes a socket that the supervisor has too; so it looks now and then, when a socket is
 * made, whether they are still where they were. Nobody else waits for it: such a socket has no port, or copies that keep it. */
#include "fresh.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answers.h"
#include "pipe_end.h"

enum { SWEPT_FIRST = 16 };

/* Those that are fresh, and those of which copies may be that were made when they were. */
static struct stand_in *first;

static void link_in(struct stand_in *stand_in)
{
	stand_in->next_fresh = first;
	first = stand_in;
}

static void remember(struct stand_in *stand_in, const struct call *call, int at)
{
	stand_in->holder = (struct holder){ call->thread, at };
	link_in(stand_in);
}

void fresh_give(const struct call *call, int fd, int flags)
{
	struct stand_in *stand_in = stand_in_add(FRESH, fd, -1, inode_of(fd));
	(void)fcntl(fd, F_SETFL, (flags & SOCK_NONBLOCK) != 0 ? O_NONBLOCK : 0);
	int at = stand_in == NULL ? -ENOMEM
	                          : call_answer_descriptor(
					    call, fd, (flags & SOCK_CLOEXEC) != 0 ? O_CLOEXEC : 0);
	if (at < 0 && at != -ENOENT)
		call_answer(call, at);
	if (stand_in == NULL) {
		table_forget(fd);
		close(fd);
		return;
	}
	if (at < 0)
		return stand_in_remove(stand_in);
	remember(stand_in, call, at);
}

void fresh_forget(struct stand_in *stand_in)
{
	struct stand_in **link = &first;
	while (*link != NULL && *link != stand_in)
		link = &(*link)->next_fresh;
	if (*link != NULL)
		*link = stand_in->next_fresh;
	stand_in->alias = 0;
}

/* Any of the programs may have got it, by fork or passing. */
static bool is_held(struct stand_in *stand_in, uint64_t inode)
{
	return holder_has(&stand_in->holder, inode) || holder_find(&stand_in->holder, inode);
}

/* A copy that has a port is looked for each time. */
static bool is_due(const struct stand_in *stand_in, bool looks_at_fresh)
{
	return stand_in->kind == FRESH ? looks_at_fresh : stand_in->end < 0;
}

/* Those that are fresh only when they have become twice as many: a program may have thousands. */
void fresh_sweep(void)
{
	static int limit = SWEPT_FIRST;
	int count = 0;
	struct stand_in *next;
	for (struct stand_in *stand_in = first; stand_in != NULL; stand_in = stand_in->next_fresh)
		count += stand_in->kind == FRESH;
	bool looks_at_fresh = count >= limit;
	for (struct stand_in *stand_in = first; stand_in != NULL; stand_in = next) {
		next = stand_in->next_fresh;
		bool is_fresh = stand_in->kind == FRESH;
		if (is_due(stand_in, looks_at_fresh) &&
		    !is_held(stand_in, is_fresh ? stand_in->inode : stand_in->alias)) {
			stand_in_closed(stand_in);
			count -= is_fresh;
		}
	}
	if (looks_at_fresh)
		limit = 2 * count > SWEPT_FIRST ? 2 * count : SWEPT_FIRST;
}

bool fresh_has_copies(struct stand_in *stand_in)
{
	return stand_in->alias != 0 && is_held(stand_in, stand_in->alias);
}

int fresh_renew(const struct call *call, struct stand_in *stand_in)
{
	int at = (int)call->arguments[0], flags = call_descriptor_flags(call, at);
	struct socket *socket = stand_in_socket(stand_in);
	if (stand_in->kind != FRESH || socket == NULL || !socket->needs_fresh_real)
		return 0;
	int result = socket_renew_real(socket, stand_in->fd);
	if (result < 0)
		return result;
	(void)fcntl(stand_in->fd, F_SETFL, flags & O_NONBLOCK);
	result = stand_in_replace(stand_in, call, stand_in->fd, (uint32_t)flags & O_CLOEXEC);
	if (result < 0)
		return result;
	stand_in_become(stand_in, FRESH, -1, inode_of(stand_in->fd));
	remember(stand_in, call, at);
	return 0;
}

int fresh_become_pipe(const struct call *call, struct stand_in *stand_in)
{
	if (stand_in->kind != FRESH)
		return 0;
	uint64_t alias = stand_in->inode;
	int result = pipe_end_put_in_place(call, stand_in);
	if (result < 0)
		return result;
	stand_in->alias = alias;
	link_in(stand_in);
	return 0;
}

struct stand_in *fresh_alias(uint64_t inode)
{
	struct stand_in *stand_in = first;
	while (stand_in != NULL && stand_in->alias != inode)
		stand_in = stand_in->next_fresh;
	return stand_in;
}
