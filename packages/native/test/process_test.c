/* The table of processes, contexts of threads, and users that may come in. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "check.h"
#include "core/network_file.h"

static char directory[64];
static struct network network;

/* How many entries a process has; the last one in `*view`. */
static int find(pid_t pid, struct process_view *view)
{
	int found = 0;
	for (int slot = 0; slot < PROCESSES_MAX; slot++) {
		struct process_view each;
		if (process_view(&network, slot, &each) && each.pid == pid) {
			*view = each;
			found++;
		}
	}
	return found;
}

static void registers_once(void)
{
	struct process_view view;
	CHECK_EQUAL(find(getpid(), &view), 0);
	process_register((struct context){ &network, 0 });
	process_register((struct context){ &network, 5 });
	CHECK_EQUAL(find(getpid(), &view), 1);
	CHECK_EQUAL(view.host, 5);
	CHECK_TEXT(view.program, "process_test");
	CHECK(view.started_boottime_ns > 0);
	process_register((struct context){ NULL, 0 });
}

static void threads_stand_on_their_own(void)
{
	CHECK(context_current().network == NULL);
	CHECK(context_directory(context_current()) == NULL);
	CHECK_EQUAL(context_enter(&network, 3), 0);
	CHECK_EQUAL(context_enter(&network, 4), -EEXIST);
	CHECK_EQUAL(context_current().host, 3);
	CHECK_TEXT(context_directory(context_current()), directory);
	context_leave();
	CHECK(context_current().network == NULL);
	CHECK_EQUAL(context_enter(&network, 4), 0);
	context_leave();
}

static void *enter_and_leave(void *host)
{
	uint16_t index = (uint16_t)(uintptr_t)host;
	for (int i = 0; i < 200; i++) {
		CHECK(context_current().network == NULL);
		CHECK_EQUAL(context_enter(&network, index), 0);
		CHECK_EQUAL(context_current().host, index);
		context_leave();
	}
	return NULL;
}

static void threads_enter_at_once(void)
{
	pthread_t threads[4];
	for (uintptr_t i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, enter_and_leave, (void *)(i + 10));
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	struct process_view view;
	CHECK_EQUAL(find(getpid(), &view), 1);
}

static void forked_child_registers_itself(void)
{
	CHECK_EQUAL(context_enter(&network, 2), 0);
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	waitpid(child, NULL, 0);
	context_leave();
	struct process_view view;
	CHECK_EQUAL(find(child, &view), 1);
	CHECK_EQUAL(view.host, 2);
	child = fork();
	if (child == 0)
		_exit(0);
	waitpid(child, NULL, 0);
	CHECK_EQUAL(find(child, &view), 0);
}

static void dead_processes_make_room(void)
{
	pid_t dead = fork();
	if (dead == 0)
		_exit(0);
	waitpid(dead, NULL, 0);
	for (int slot = 0; slot < PROCESSES_MAX; slot++)
		atomic_store(&network.file->processes[slot].pid, slot == 77 ? dead : getppid());
	process_register((struct context){ &network, 1 });
	struct process_view view;
	CHECK_EQUAL(find(getpid(), &view), 1);
	CHECK_EQUAL(find(dead, &view), 0);
	pid_t child = fork();
	if (child == 0) {
		process_register((struct context){ &network, 1 });
		_exit(0);
	}
	int status;
	waitpid(child, &status, 0);
	CHECK_EQUAL(status, 0);
	CHECK_EQUAL(find(child, &view), 0);
}

/* Whether a process of this user can open the network. */
static bool can_open_as(uid_t uid)
{
	pid_t child = fork();
	if (child == 0) {
		struct network opened;
		if (setgid(uid) < 0 || setuid(uid) < 0)
			_exit(2);
		_exit(network_open(&opened, directory) == 0 ? 0 : 1);
	}
	int status;
	waitpid(child, &status, 0);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void admitted_users_come_in(void)
{
	enum { DAEMON = 33, OTHER_DAEMON = 7, STRANGER = 34 };
	CHECK(!network_admits_user(&network, DAEMON));
	network_admit_user(&network, DAEMON);
	network_admit_user(&network, DAEMON);
	network_admit_user(&network, OTHER_DAEMON);
	CHECK(network_admits_user(&network, DAEMON) && network_admits_user(&network, OTHER_DAEMON));
	CHECK(!network_admits_user(&network, STRANGER));
	CHECK_EQUAL(atomic_load(&network.file->user_count), 3);
	if (geteuid() != 0)
		return;
	CHECK(can_open_as(DAEMON));
	CHECK(can_open_as(OTHER_DAEMON));
	CHECK(!can_open_as(STRANGER));
}

static void users_until_there_is_no_room(void)
{
	for (uid_t uid = 5000; uid < 5000 + 2 * USERS_MAX; uid++)
		network_admit_user(&network, uid);
	CHECK_EQUAL(atomic_load(&network.file->user_count), USERS_MAX);
	CHECK(network_admits_user(&network, geteuid()) &&
	      !network_admits_user(&network, 5000 + USERS_MAX));
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	registers_once();
	threads_stand_on_their_own();
	threads_enter_at_once();
	forked_child_registers_itself();
	dead_processes_make_room();
	admitted_users_come_in();
	users_until_there_is_no_room();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
