#include "believed.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "believers.h"
#include "borrowed.h"
#include "carried.h"
#include "core/shared_bytes.h"
#include "shared.h"
#include "start_ids.h"

/* Two places, and the turn says which one counts; a writer fills the other one first, so that a reader in a signal
 * handler never waits. */
static struct credentials places[2];
/* What the writer makes of one of them; then it is stored word by word, because others may still be reading there. */
static struct credentials draft;
static _Atomic uint32_t turn;
static atomic_flag writing = ATOMIC_FLAG_INIT;
static atomic_bool is_on;
static pthread_key_t end_of_thread;

/* What a raw system call changed for this thread alone; `own_turn` is the process's turn then: a later call of libc
 * rules all threads. */
static _Thread_local struct credentials *own;
static _Thread_local uint32_t own_turn;

/* libc's own ways to start a program (system, popen) pass `environ` as it is. */
static char in_environment[CARRIED_SIZE];

static void free_own(void *credentials)
{
	own = NULL;
	munmap(credentials, sizeof(struct credentials));
}

/* In the child of a fork, which may have come while another thread was writing. */
static void forget_writer(void)
{
	const struct credentials *place = &places[atomic_load(&turn) & 1];
	atomic_flag_clear(&writing);
	borrowed_begin_process();
	believers_begin_process();
	carried_format(place, in_environment);
	believers_tell(own != NULL ? own : place);
}

static void show_in_environment(void)
{
	if (environ == NULL)
		return;
	for (char **entry = environ; *entry != NULL; entry++) {
		if (strncmp(*entry, CARRIED_NAME "=", sizeof(CARRIED_NAME)) == 0)
			*entry = in_environment;
	}
}

void believed_start(void)
{
	if (!start_ids(&places[0]))
		return;
	carried_format(&places[0], in_environment);
	show_in_environment();
	borrowed_begin_process();
	shared_start();
	believers_begin_process();
	believers_tell(&places[0]);
	pthread_key_create(&end_of_thread, free_own);
	pthread_atfork(NULL, NULL, forget_writer);
	atomic_store(&is_on, true);
}

bool believed_is_on(void)
{
	return atomic_load_explicit(&is_on, memory_order_relaxed);
}

static const struct credentials *find_private(void)
{
	struct credentials *borrowed = borrowed_find();
	if (borrowed != NULL)
		return borrowed;
	return own != NULL && own_turn == atomic_load(&turn) ? own : NULL;
}

static void read_shared(void *into, size_t size)
{
	uint32_t before, now = atomic_load(&turn);
	do {
		before = now;
		shared_load(into, &places[before & 1], size);
		now = atomic_load(&turn);
	} while (now != before);
}

void believed_read(struct standing *standing)
{
	const struct credentials *private = find_private();
	if (private == NULL)
		read_shared(standing, sizeof(*standing));
	else
		memcpy(standing, private, sizeof(*standing));
}

static uint32_t read_shared_others(gid_t *list, uint32_t room)
{
	uint32_t count, before, now = atomic_load(&turn);
	do {
		before = now;
		const struct credentials *place = &places[before & 1];
		shared_load(&count, &place->other_count, sizeof(count));
		if (count <= room)
			shared_load(list, place->others, count * sizeof(*list));
		now = atomic_load(&turn);
	} while (now != before);
	return count;
}

uint32_t believed_read_others(gid_t *list, uint32_t room)
{
	const struct credentials *private = find_private();
	if (private == NULL)
		return read_shared_others(list, room);
	if (private->other_count <= room)
		memcpy(list, private->others, private->other_count * sizeof(*list));
	return private->other_count;
}

static bool has_other(const struct credentials *of, gid_t group)
{
	uint32_t count = __atomic_load_n(&of->other_count, __ATOMIC_ACQUIRE);
	for (uint32_t i = 0; i < count && i < GROUPS_MAX; i++)
		if (__atomic_load_n(&of->others[i], __ATOMIC_ACQUIRE) == group)
			return true;
	return false;
}

bool believed_is_among_others(gid_t group)
{
	const struct credentials *private = find_private();
	if (private != NULL)
		return has_other(private, group);
	bool found;
	uint32_t before, now = atomic_load(&turn);
	do {
		before = now;
		found = has_other(&places[before & 1], group);
		now = atomic_load(&turn);
	} while (now != before);
	return found;
}

void believed_read_all(struct credentials *credentials)
{
	const struct credentials *private = find_private();
	if (private == NULL)
		read_shared(credentials, sizeof(*credentials));
	else
		memcpy(credentials, private, credentials_size(private));
}

static struct credentials *make_own(void)
{
	if (own == NULL) {
		own = mmap(NULL, sizeof(*own), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		           -1, 0);
		if (own == MAP_FAILED) {
			own = NULL;
			return NULL;
		}
		pthread_setspecific(end_of_thread, own);
	}
	return own;
}

static int change_private(struct credentials *private, const struct change *change)
{
	return change->apply(private, change);
}

/* The process's credentials become what the change makes of the caller's. */
static int change_process(const struct credentials *caller, const struct change *change)
{
	while (atomic_flag_test_and_set_explicit(&writing, memory_order_acquire))
		continue;
	uint32_t next = atomic_load(&turn) + 1;
	draft = caller != NULL ? *caller : places[(next - 1) & 1];
	int result = change->apply(&draft, change);
	if (result >= 0) {
		shared_store(&places[next & 1], &draft, sizeof(draft));
		atomic_store(&turn, next);
		carried_format(&draft, in_environment);
		believers_tell(&draft);
	}
	atomic_flag_clear_explicit(&writing, memory_order_release);
	return result;
}

static int change_thread(const struct change *change)
{
	bool is_first = find_private() == NULL;
	uint32_t now = atomic_load(&turn);
	if (make_own() == NULL)
		return -ENOMEM;
	if (is_first)
		read_shared(own, sizeof(*own));
	own_turn = now;
	return change_private(own, change);
}

int believed_change(const struct change *change)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	struct credentials *borrowed = borrowed_find();
	if (borrowed == NULL && borrowed_is_needed() && (borrowed = borrowed_take()) != NULL)
		read_shared(borrowed, sizeof(*borrowed));
	int result;
	if (borrowed != NULL)
		result = change_private(borrowed, change);
	else if (change->is_of_thread)
		result = change_thread(change);
	else
		result = change_process(find_private(), change);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return result;
}

void believed_begin_exec(void)
{
	borrowed_begin_exec();
}

void believed_fail_exec(void)
{
	borrowed_fail_exec();
}

struct credentials *believed_for_thread(void)
{
	const struct credentials *private = find_private();
	if (private == NULL)
		return NULL;
	struct credentials *copy = mmap(NULL, sizeof(*copy), PROT_READ | PROT_WRITE,
	                                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (copy == MAP_FAILED)
		return NULL;
	memcpy(copy, private, sizeof(*copy));
	return copy;
}

void believed_take(struct credentials *given)
{
	own = given;
	own_turn = atomic_load(&turn);
	pthread_setspecific(end_of_thread, own);
}

void believed_refuse(struct credentials *given)
{
	munmap(given, sizeof(*given));
}
