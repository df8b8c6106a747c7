/* Whose a process is: the network's own, what they started, what runs the test; and not a daemon. */
#include "core/unix_peer.h"

#include <signal.h>
#include <sys/wait.h>

#include "check.h"
#include "core/network_file.h"

static struct network network;
static int pipes[2];

static pid_t fork_waiting(void)
{
	pid_t pid = fork();
	while (pid == 0)
		pause();
	return pid;
}

static void end(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void what_the_owner_started_is_near(void)
{
	pid_t child = fork();
	if (child == 0) {
		pid_t grandchild = fork_waiting();
		CHECK_EQUAL(write(pipes[1], &grandchild, sizeof(grandchild)), sizeof(grandchild));
		waitpid(grandchild, NULL, 0);
		_exit(0);
	}
	pid_t grandchild;
	CHECK_EQUAL(read(pipes[0], &grandchild, sizeof(grandchild)), sizeof(grandchild));
	CHECK(unix_peer_is_near(&network, getpid()));
	CHECK(unix_peer_is_near(&network, child));
	CHECK(unix_peer_is_near(&network, grandchild));
	kill(grandchild, SIGKILL);
	waitpid(child, NULL, 0);
}

static void the_first_process_and_nobody_are_not(void)
{
	CHECK(!unix_peer_is_near(&network, 1));
	CHECK(!unix_peer_is_near(&network, 0));
	CHECK(!unix_peer_is_near(&network, -1));
}

/* What stands above the owner counts in the owner's session only. */
static void what_runs_the_test_is_near(void)
{
	network.file->owner = fork_waiting();
	CHECK(unix_peer_is_near(&network, getpid()));
	pid_t asking = fork();
	if (asking == 0)
		_exit(unix_peer_is_near(&network, getppid()) ? 0 : 1);
	int status = -1;
	waitpid(asking, &status, 0);
	CHECK_EQUAL(status, 0);
	end(network.file->owner);
}

static void what_is_above_in_another_session_is_not(void)
{
	pid_t owner = fork();
	if (owner == 0) {
		setsid();
		CHECK_EQUAL(write(pipes[1], "", 1), 1);
		for (;;)
			pause();
	}
	char done;
	CHECK_EQUAL(read(pipes[0], &done, 1), 1);
	network.file->owner = owner;
	pid_t asking = fork();
	if (asking == 0)
		_exit(unix_peer_is_near(&network, getppid()) ? 1 : 0);
	int status = -1;
	waitpid(asking, &status, 0);
	CHECK_EQUAL(status, 0);
	end(owner);
}

static void registered_processes_are_near_wherever_they_come_from(void)
{
	network.file->owner = 0;
	pid_t other = fork();
	if (other == 0) {
		process_register((struct context){ &network, TEST_HOST });
		CHECK_EQUAL(write(pipes[1], "", 1), 1);
		for (;;)
			pause();
	}
	char done;
	CHECK_EQUAL(read(pipes[0], &done, 1), 1);
	CHECK(process_is_here(&network, other) && !process_is_here(&network, getpid()));
	CHECK(unix_peer_is_near(&network, other));
	end(other);
}

int main(void)
{
	char directory[64];
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	CHECK_EQUAL(pipe(pipes), 0);
	CHECK_EQUAL(network.file->owner, getpid());
	what_the_owner_started_is_near();
	the_first_process_and_nobody_are_not();
	what_runs_the_test_is_near();
	what_is_above_in_another_session_is_not();
	registered_processes_are_near_wherever_they_come_from();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
