#include "borrowed.h"

#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

/* Several threads may have a child of vfork at a time. A child that dies leaves its place behind, which is taken
 * from it when no other is free. */
enum { CHILDREN_MAX = 8 };
static struct child {
	_Atomic pid_t pid; /* 0: free */
	struct credentials credentials;
} children[CHILDREN_MAX];
static atomic_int taken;
static pid_t process;
/* Of the child that is in an exec; the parent's thread sleeps meanwhile. */
static _Thread_local pid_t in_exec;

void borrowed_begin_process(void)
{
	process = getpid();
	for (int i = 0; i < CHILDREN_MAX; i++)
		atomic_store(&children[i].pid, 0);
	atomic_store(&taken, 0);
}

bool borrowed_is_needed(void)
{
	return getpid() != process;
}

static struct child *find(pid_t pid)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (atomic_load(&children[i].pid) == pid)
			return &children[i];
	return NULL;
}

struct credentials *borrowed_find(void)
{
	if (atomic_load_explicit(&taken, memory_order_relaxed) == 0)
		return NULL;
	struct child *child = find(getpid());
	return child == NULL ? NULL : &child->credentials;
}

struct credentials *borrowed_take(void)
{
	for (int i = 0; i < CHILDREN_MAX; i++) {
		pid_t owner = atomic_load(&children[i].pid);
		if (owner != 0 && kill(owner, 0) == 0)
			continue;
		if (!atomic_compare_exchange_strong(&children[i].pid, &owner, getpid()))
			continue;
		if (owner == 0)
			atomic_fetch_add(&taken, 1);
		return &children[i].credentials;
	}
	return NULL;
}

void borrowed_begin_exec(void)
{
	struct child *child = atomic_load(&taken) == 0 ? NULL : find(getpid());
	in_exec = 0;
	if (child == NULL)
		return;
	in_exec = getpid();
	atomic_store(&child->pid, 0);
	atomic_fetch_sub(&taken, 1);
}

void borrowed_fail_exec(void)
{
	if (in_exec == 0)
		return;
	/* Another child may have taken the place; then this one, which is about to end, has its parent's ids. */
	for (int i = 0; i < CHILDREN_MAX; i++) {
		pid_t nobody = 0;
		if (atomic_compare_exchange_strong(&children[i].pid, &nobody, in_exec)) {
			atomic_fetch_add(&taken, 1);
			break;
		}
	}
	in_exec = 0;
}
