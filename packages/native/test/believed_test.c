/* Credentials that some threads change while others read them, fork, and have children of vfork. */
#include <pthread.h>
#include <sys/wait.h>

#include "check.h"
#include "identity/believed.h"
#include "identity/believers.h"
#include "identity/ids.h"
#include "identity/owners.h"

enum { READERS = 2, CHANGES = 2000, FORKS = 20, OTHERS = 40 };

static atomic_bool is_over;

/* All of it says the same number, so that a mixture of two is seen. */
static int become(struct credentials *of, const struct change *change)
{
	for (int kind = 0; kind < IDS; kind++)
		of->users[kind] = of->groups[kind] = change->ids[0];
	for (uint32_t i = 0; i < OTHERS; i++)
		of->others[i] = change->ids[0];
	of->other_count = OTHERS;
	return 0;
}

static void become_number(uint32_t number)
{
	struct change change = { .apply = become, .ids = { number } };
	CHECK_EQUAL(believed_change(&change), 0);
}

static bool is_whole(const struct standing *standing)
{
	for (int kind = 0; kind < IDS; kind++)
		if (standing->users[kind] != standing->users[0] ||
		    standing->groups[kind] != standing->users[0])
			return false;
	return true;
}

static bool have_one_number(const gid_t *others, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (others[i] != others[0])
			return false;
	return count == OTHERS;
}

static void *read_on(void *unused)
{
	(void)unused;
	while (!atomic_load(&is_over)) {
		struct standing standing;
		gid_t others[OTHERS];
		believed_read(&standing);
		CHECK(is_whole(&standing));
		CHECK(have_one_number(others, believed_read_others(others, OTHERS)));
		(void)believed_is_among_others(7);
	}
	return NULL;
}

static void *change_on(void *unused)
{
	(void)unused;
	for (uint32_t number = 1; number <= CHANGES; number++)
		become_number(number);
	return NULL;
}

/* As a child of fork, which may have been made in the middle of a change. */
static void check_child(void)
{
	struct standing standing;
	uid_t user;
	gid_t group;
	believed_read(&standing);
	CHECK(is_whole(&standing));
	CHECK(believers_find(getpid(), ID_REAL, &user, &group));
	CHECK_EQUAL(user, standing.users[ID_REAL]);
	become_number(5000);
	CHECK(believed_is_among_others(5000));
	_exit(atomic_load(&checks_failed) == 0 ? 0 : 1);
}

static void wait_for(pid_t child)
{
	int status = -1;
	CHECK_EQUAL(waitpid(child, &status, 0), child);
	CHECK_EQUAL(status, 0);
}

static void threads_and_children_see_whole_credentials(void)
{
	pthread_t readers[READERS], writers[2];
	for (int i = 0; i < READERS; i++)
		pthread_create(&readers[i], NULL, read_on, NULL);
	for (int i = 0; i < 2; i++)
		pthread_create(&writers[i], NULL, change_on, NULL);
	for (int i = 0; i < FORKS; i++) {
		pid_t child = fork();
		if (child == 0)
			check_child();
		wait_for(child);
	}
	for (int i = 0; i < 2; i++)
		pthread_join(writers[i], NULL);
	atomic_store(&is_over, true);
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	CHECK(believed_is_among_others(CHANGES));
}

static void *change_own(void *unused)
{
	struct change change = { .apply = become, .ids = { 77 }, .is_of_thread = true };
	struct standing standing;
	(void)unused;
	CHECK_EQUAL(believed_change(&change), 0);
	believed_read(&standing);
	CHECK_EQUAL(standing.users[ID_REAL], 77);
	CHECK(believed_is_among_others(77));
	return NULL;
}

static void a_thread_changes_itself_alone(void)
{
	pthread_t thread;
	struct standing standing;
	become_number(10);
	pthread_create(&thread, NULL, change_own, NULL);
	pthread_join(thread, NULL);
	believed_read(&standing);
	CHECK_EQUAL(standing.users[ID_REAL], 10);
	CHECK(!believed_is_among_others(77));
}

static void *own_files(void *number)
{
	struct statx file = { .stx_ino = 1, .stx_mask = STATX_BASIC_STATS };
	uid_t user = *(const uid_t *)number, found;
	gid_t group;
	for (unsigned i = 0; i < CHANGES; i++) {
		file.stx_ino = i % 50 + 1;
		CHECK_EQUAL(owners_remember(&file, user, user), 0);
		CHECK(owners_find(&file, &found, &group));
		CHECK_EQUAL(found, group);
	}
	return NULL;
}

static void owners_are_never_mixed(void)
{
	pthread_t threads[2];
	uid_t numbers[2] = { 1000, 2000 };
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, own_files, &numbers[i]);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
}

int main(void)
{
	setenv("SOCKET_WRAPPER_IDENTITY", "users=0 groups=0", 1);
	believed_start();
	CHECK(believed_is_on());
	become_number(0);
	threads_and_children_see_whole_credentials();
	a_thread_changes_itself_alone();
	owners_are_never_mixed();
	return checks_result();
}
