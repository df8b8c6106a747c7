#include "instances.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "callers.h"

enum { SWEPT_FIRST = 64, STACK_SIZE = 64 * 1024 };

static struct instance {
	int fd; /* our copy */
	pid_t process;
	int at; /* … which has it under this number */
	bool is_noted;
	struct epoll_event entry;
	struct instance *next;
} * first;

/* --- which there are ------------------------------------------------------------------------ */

/* Whose maker has closed it. A copy that somebody else has is not looked for. */
static bool is_closed(const struct instance *instance)
{
	static const char kind[] = "anon_inode:[eventpoll]";
	char path[64], link[sizeof(kind)] = { 0 };
	snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)instance->process, instance->at);
	return readlink(path, link, sizeof(link)) < 0 || memcmp(link, kind, sizeof(kind) - 1) != 0;
}

static void drop(struct instance **link)
{
	struct instance *instance = *link;
	*link = instance->next;
	close(instance->fd);
	free(instance);
}

/* When they have become twice as many: nobody hears of their end, and nobody waits for it. */
static void sweep(void)
{
	static unsigned count, limit = SWEPT_FIRST;
	if (++count < limit)
		return;
	count = 0;
	for (struct instance **link = &first; *link != NULL;) {
		if (is_closed(*link)) {
			drop(link);
			continue;
		}
		count++;
		link = &(*link)->next;
	}
	limit = 2 * count > SWEPT_FIRST ? 2 * count : SWEPT_FIRST;
}

/* What the process had under the number it has no more. */
static void forget(pid_t process, int at)
{
	struct instance **link = &first;
	while (*link != NULL && ((*link)->process != process || (*link)->at != at))
		link = &(*link)->next;
	if (*link != NULL)
		drop(link);
}

static void keep(int fd, pid_t process, int at)
{
	struct instance *instance = calloc(1, sizeof(*instance));
	if (instance == NULL) {
		close(fd);
		return;
	}
	forget(process, at);
	sweep();
	*instance = (struct instance){ .fd = fd, .process = process, .at = at, .next = first };
	first = instance;
}

static int create(const struct call *call, int *flags)
{
	int argument = (int)call->arguments[0];
	*flags = call->number == SYS_epoll_create1 ? argument : 0;
	if (call->number != SYS_epoll_create1 && argument <= 0)
		return -EINVAL;
	int fd = epoll_create1(*flags | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

void answer_instance(const struct call *call)
{
	int flags, fd = create(call, &flags);
	if (fd < 0)
		return call_answer(call, fd);
	pid_t process = callers_process(call->thread);
	int at = call_answer_descriptor(call, fd, flags == 0 ? 0 : O_CLOEXEC);
	if (at >= 0)
		return keep(fd, process, at);
	close(fd);
	if (at != -ENOENT)
		call_answer(call, at);
}

/* --- what moves ----------------------------------------------------------------------------- */

/* A line of the form "tfd: 5 events: 19 data: … pos:0 ino:1f3 sdev:8". */
static bool is_entry(const char *line, int at, uint64_t inode, struct epoll_event *entry)
{
	int number;
	unsigned events;
	unsigned long long data;
	unsigned long of;
	if (sscanf(line, "tfd: %d events: %x data: %llx pos:%*d ino:%lx", &number, &events, &data,
	           &of) != 4)
		return false;
	*entry = (struct epoll_event){ .events = events, .data.u64 = data };
	return number == at && of == inode;
}

static bool find_entry(struct instance *instance, int at, uint64_t inode)
{
	char path[40], line[256];
	bool is_found = false;
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", instance->fd);
	FILE *file = fopen(path, "re");
	while (file != NULL && !is_found && fgets(line, sizeof(line), file) != NULL)
		is_found = is_entry(line, at, inode, &instance->entry);
	if (file != NULL)
		fclose(file);
	return is_found;
}

void instances_note(int at, uint64_t inode)
{
	for (struct instance *instance = first; instance != NULL; instance = instance->next)
		instance->is_noted = find_entry(instance, at, inode);
}

struct move {
	int at, fd, old;
};

/* In a process with our memory and descriptors of its own, of which `at` can be any. */
static int carry_out(void *argument)
{
	const struct move *move = argument;
	int fd = fcntl(move->fd, F_DUPFD, move->at + 1);
	int old = move->old < 0 ? -1 : fcntl(move->old, F_DUPFD, move->at + 1);
	for (struct instance *instance = first; instance != NULL; instance = instance->next) {
		if (!instance->is_noted)
			continue;
		int epoll = fcntl(instance->fd, F_DUPFD, move->at + 1);
		if (old >= 0 && dup2(old, move->at) >= 0)
			(void)epoll_ctl(epoll, EPOLL_CTL_DEL, move->at, NULL);
		if (dup2(fd, move->at) >= 0)
			(void)epoll_ctl(epoll, EPOLL_CTL_ADD, move->at, &instance->entry);
		close(epoll);
	}
	return 0;
}

/* An entry's key is the object and its number. */
void instances_follow(int at, int fd, int old)
{
	static _Alignas(16) char stack[STACK_SIZE];
	struct move move = { at, fd, old };
	bool is_needed = false;
	for (struct instance *instance = first; instance != NULL; instance = instance->next)
		is_needed |= instance->is_noted;
	if (!is_needed)
		return;
	int pid = clone(carry_out, stack + sizeof(stack), CLONE_VM | CLONE_VFORK, &move);
	if (pid > 0)
		waitpid(pid, NULL, (int)__WCLONE);
	for (struct instance *instance = first; instance != NULL; instance = instance->next)
		instance->is_noted = false;
}
