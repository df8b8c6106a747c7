#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "network_file.h"
#include "program.h"
#include "shared_bytes.h"

enum { PROCESS_MASK = PROCESSES_MAX - 1 };

static bool is_dead(pid_t pid)
{
	return kill(pid, 0) < 0 && errno == ESRCH;
}

/* The process's own slot (it registered before an exec), else one that was never used or whose
 * process is dead. NULL when all are alive. */
static struct process_entry *find_slot(struct network_file *file, pid_t self)
{
	struct process_entry *unused = NULL;
	for (unsigned step = 0; step < PROCESSES_MAX && unused == NULL; step++) {
		struct process_entry *entry =
			&file->processes[((unsigned)self + step) & PROCESS_MASK];
		pid_t pid = atomic_load(&entry->pid);
		if (pid == self)
			return entry;
		if (pid == 0)
			unused = entry;
	}
	for (unsigned step = 0; step < PROCESSES_MAX; step++) {
		struct process_entry *entry =
			&file->processes[((unsigned)self + step) & PROCESS_MASK];
		if (entry == unused || is_dead(atomic_load(&entry->pid)))
			return entry;
	}
	return NULL;
}

static uint64_t now_boottime_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void process_register_other(struct context context, pid_t pid,
                            const char program[PROGRAM_NAME_SIZE])
{
	if (context.network == NULL)
		return;
	int saved_errno = errno;
	struct network_lock lock;
	network_lock(context.network, &lock);
	struct process_entry *entry = find_slot(context.network->file, pid);
	if (entry != NULL) {
		/* Readers take the entry for free until it is whole. */
		atomic_store(&entry->pid, 0);
		atomic_store(&entry->host, context.host);
		atomic_store(&entry->started_boottime_ns, now_boottime_ns());
		shared_store(entry->program, program, PROGRAM_NAME_SIZE);
		atomic_store(&entry->pid, pid);
	}
	network_unlock(context.network, &lock);
	errno = saved_errno;
}

void process_register(struct context context)
{
	char program[PROGRAM_NAME_SIZE];
	if (context.network == NULL)
		return;
	program_name(program);
	process_register_other(context, getpid(), program);
}

bool process_view(const struct network *network, int slot, struct process_view *view)
{
	if (slot < 0 || slot >= PROCESSES_MAX)
		return false;
	struct process_entry *entry = &network->file->processes[slot];
	view->pid = atomic_load(&entry->pid);
	if (view->pid <= 0)
		return false;
	view->host = (uint16_t)atomic_load(&entry->host);
	view->started_boottime_ns = atomic_load(&entry->started_boottime_ns);
	shared_load(view->program, entry->program, sizeof(view->program));
	view->program[PROGRAM_NAME_SIZE - 1] = '\0';
	return atomic_load(&entry->pid) == view->pid;
}

/* An entry is 0 for a moment while its process registers, so the first 0 does not end the search. */
bool process_is_here(const struct network *network, pid_t pid)
{
	enum { NEAR_HOME = 16 };
	for (unsigned step = 0; step < PROCESSES_MAX; step++) {
		pid_t found = atomic_load(
			&network->file->processes[((unsigned)pid + step) & PROCESS_MASK].pid);
		if (found == pid)
			return true;
		if (found == 0 && step >= NEAR_HOME)
			return false;
	}
	return false;
}
