#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "network_file.h"
#include "real/real.h"

_Static_assert(sizeof(sigset_t) <= sizeof(((struct network_lock *)0)->saved_signal_mask),
               "the saved signal mask has room");

enum {
	SPINS = 100, /* a holder on another processor is done within these */
	YIELDS = 100, /* then one that waits for this processor */
	SLEEP_NS = 50000,
	SLEEPS_PER_CHECK = 20, /* about 2 ms: sleeps take twice their time */
	/* A dead holder's number may belong to somebody else by now. Nobody holds the lock for that long. */
	SLEEPS_UNTIL_STOLEN = 100000,
};

/* A killed process whose parent has not waited for it still takes signals. */
static bool is_zombie(uint32_t thread)
{
	char path[32], stat[128];
	snprintf(path, sizeof(path), "/proc/%u/stat", thread);
	int fd = real(open)(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t length = real(read)(fd, stat, sizeof(stat) - 1);
	real(close)(fd);
	if (length <= 0)
		return false;
	stat[length] = '\0';
	const char *state = strrchr(stat, ')');
	return state != NULL && state[1] == ' ' && (state[2] == 'Z' || state[2] == 'X');
}

static bool is_dead(uint32_t thread)
{
	/* Other numbers are no thread's, and kill() would take them for many. */
	if (thread > INT32_MAX)
		return true;
	return (kill((pid_t)thread, 0) < 0 && errno == ESRCH) || is_zombie(thread);
}

static bool try_lock(_Atomic uint32_t *lock, uint32_t expected, uint32_t self)
{
	return atomic_compare_exchange_strong_explicit(lock, &expected, self, memory_order_acquire,
	                                               memory_order_relaxed);
}

static void wait_a_little(unsigned turn)
{
	if (turn < SPINS) {
#if defined(__x86_64__) || defined(__i386__)
		__builtin_ia32_pause();
#endif
	} else if (turn < SPINS + YIELDS) {
		sched_yield();
	} else {
		nanosleep(&(struct timespec){ .tv_nsec = SLEEP_NS }, NULL);
	}
}

static void lock_as(_Atomic uint32_t *lock, uint32_t self)
{
	unsigned sleeps_for_holder = 0;
	uint32_t last_holder = 0;
	for (unsigned turn = 0; !try_lock(lock, 0, self); turn++) {
		wait_a_little(turn);
		if (turn < SPINS + YIELDS)
			continue;
		uint32_t holder = atomic_load_explicit(lock, memory_order_relaxed);
		sleeps_for_holder = holder == last_holder ? sleeps_for_holder + 1 : 0;
		last_holder = holder;
		if (holder == 0 || sleeps_for_holder == 0 ||
		    sleeps_for_holder % SLEEPS_PER_CHECK != 0)
			continue;
		bool is_lost = sleeps_for_holder >= SLEEPS_UNTIL_STOLEN || is_dead(holder);
		if (is_lost && try_lock(lock, holder, self))
			return;
	}
}

void network_lock(struct network *network, struct network_lock *lock)
{
	int saved_errno = errno;
	sigset_t all, saved;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &saved);
	memcpy(lock->saved_signal_mask, &saved, sizeof(saved));
	lock_as(&network->file->lock, (uint32_t)gettid());
	errno = saved_errno;
}

void network_unlock(struct network *network, struct network_lock *lock)
{
	uint32_t self = (uint32_t)gettid();
	atomic_compare_exchange_strong_explicit(&network->file->lock, &self, 0,
	                                        memory_order_release, memory_order_relaxed);
	sigset_t saved;
	memcpy(&saved, lock->saved_signal_mask, sizeof(saved));
	pthread_sigmask(SIG_SETMASK, &saved, NULL);
}
