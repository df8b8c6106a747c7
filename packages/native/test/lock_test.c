/* The shared lock: between threads, between processes, and when its holder dies. */
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "check.h"
#include "core/network_file.h"

static char directory[64];
static struct network network;

static void count_up(long *counter, int rounds)
{
	for (int i = 0; i < rounds; i++) {
		struct network_lock lock;
		network_lock(&network, &lock);
		++*counter;
		network_unlock(&network, &lock);
	}
}

enum { THREADS = 4, ROUNDS = 5000 };

static void *count_in_thread(void *counter)
{
	count_up(counter, ROUNDS);
	return NULL;
}

static void threads_take_turns(void)
{
	long counter = 0;
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, count_in_thread, &counter);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	CHECK_EQUAL(counter, THREADS * ROUNDS);
}

static void processes_take_turns(void)
{
	long *counter = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < THREADS; i++) {
		if (fork() == 0) {
			count_up(counter, ROUNDS);
			_exit(0);
		}
	}
	for (int i = 0; i < THREADS; i++)
		wait(NULL);
	CHECK_EQUAL(*counter, THREADS * ROUNDS);
	munmap(counter, 4096);
}

/* The lock as a process leaves it that is killed while it holds it. */
static pid_t start_and_kill_holder(void)
{
	int pipes[2];
	CHECK_EQUAL(pipe(pipes), 0);
	pid_t holder = fork();
	if (holder == 0) {
		struct network_lock lock;
		network_lock(&network, &lock);
		if (write(pipes[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	char byte;
	CHECK_EQUAL(read(pipes[0], &byte, 1), 1);
	CHECK_EQUAL(atomic_load(&network.file->lock), holder);
	kill(holder, SIGKILL);
	close(pipes[0]);
	close(pipes[1]);
	return holder;
}

static void killed_holder_loses_the_lock(void)
{
	pid_t holder = start_and_kill_holder();
	waitpid(holder, NULL, 0);
	long counter = 0;
	count_up(&counter, 1);
	CHECK_EQUAL(counter, 1);
}

static void killed_holder_that_nobody_waited_for_loses_it_too(void)
{
	pid_t holder = start_and_kill_holder();
	siginfo_t info;
	CHECK_EQUAL(waitid(P_PID, (id_t)holder, &info, WEXITED | WNOWAIT), 0);
	long counter = 0;
	count_up(&counter, 1);
	CHECK_EQUAL(counter, 1);
	waitpid(holder, NULL, 0);
}

static void many_waiters_of_a_killed_holder(void)
{
	pid_t holder = start_and_kill_holder();
	threads_take_turns();
	waitpid(holder, NULL, 0);
}

static _Atomic int was_signalled;

static void on_signal(int number)
{
	(void)number;
	atomic_store(&was_signalled, 1);
}

static void signals_wait_for_the_unlock(void)
{
	signal(SIGUSR1, on_signal);
	struct network_lock lock;
	network_lock(&network, &lock);
	kill(getpid(), SIGUSR1);
	CHECK(!atomic_load(&was_signalled));
	network_unlock(&network, &lock);
	CHECK(atomic_load(&was_signalled));
	CHECK_EQUAL(atomic_load(&network.file->lock), 0);
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	threads_take_turns();
	processes_take_turns();
	killed_holder_loses_the_lock();
	killed_holder_that_nobody_waited_for_loses_it_too();
	many_waiters_of_a_killed_holder();
	signals_wait_for_the_unlock();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
