/* Ports: one owner each, also when threads and processes ask at once, or die while they ask. */
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "sockets.h"

static void *share(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(memory != MAP_FAILED);
	return memory;
}

static void wait_for(pid_t child)
{
	int status;
	waitpid(child, &status, 0);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* --- races for one port -------------------------------------------------------------------- */

enum { THREADS = 2, PROCESSES = 2, BIDDERS = THREADS + PROCESSES, ROUNDS = 500 };

struct race {
	_Atomic int arrived; /* bidders that are at the barrier, in all rounds */
	_Atomic int winners[ROUNDS];
	_Atomic int others[ROUNDS]; /* who was told that the port is in use */
};
static struct race *race;

/* Waits until every bidder is here for the `number`th time. */
static void meet(int number)
{
	atomic_fetch_add(&race->arrived, 1);
	while (atomic_load(&race->arrived) < number * BIDDERS)
		sched_yield();
}

/* Every other one wants the port on all addresses; TCP and UDP take turns. */
static void bid(int bidder)
{
	for (int round = 0; round < ROUNDS; round++) {
		int fd = open_on(TEST_HOST, round % 2 == 0 ? SOCK_STREAM : SOCK_DGRAM);
		meet(round * 2 + 1);
		int result = bind_to(fd, bidder % 2 == 0 ? "10.0.0.1" : "0.0.0.0",
		                     (uint16_t)(8000 + round));
		if (result == 0)
			atomic_fetch_add(&race->winners[round], 1);
		else if (result == -EADDRINUSE)
			atomic_fetch_add(&race->others[round], 1);
		meet(round * 2 + 2);
		close_virtual(fd);
	}
}

static void *bid_in_thread(void *bidder)
{
	bid((int)(intptr_t)bidder);
	return NULL;
}

static void one_bidder_wins(void)
{
	pthread_t threads[THREADS];
	pid_t children[PROCESSES];
	race = share(sizeof(*race));
	for (int i = 0; i < PROCESSES; i++)
		if ((children[i] = fork()) == 0) {
			bid(THREADS + i);
			_exit(checks_result());
		}
	for (intptr_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, bid_in_thread, (void *)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < PROCESSES; i++)
		wait_for(children[i]);
	for (int round = 0; round < ROUNDS; round++) {
		CHECK_EQUAL(race->winners[round], 1);
		CHECK_EQUAL(race->others[round], BIDDERS - 1);
	}
	munmap(race, sizeof(*race));
}

/* --- ports that the network chooses ---------------------------------------------------------- */

enum { CHOOSERS = 8, CHOICES = 60 };

static void choose(uint16_t *ports, const _Atomic int *may_end)
{
	for (int i = 0; i < CHOICES; i++) {
		int fd = open_on(TEST_HOST, SOCK_STREAM);
		CHECK_EQUAL(bind_to(fd, i % 3 == 0 ? "0.0.0.0" : "10.0.0.1", 0), 0);
		CHECK_EQUAL(listen_on(fd), 0);
		ports[i] = port_of(fd);
	}
	while (!atomic_load(may_end))
		sched_yield();
}

static void chosen_ports_differ(void)
{
	pid_t children[CHOOSERS];
	static bool is_taken[65536];
	uint16_t *ports = share(CHOOSERS * CHOICES * sizeof(*ports));
	_Atomic int *may_end = share(sizeof(*may_end));
	for (int i = 0; i < CHOOSERS; i++)
		if ((children[i] = fork()) == 0) {
			choose(ports + i * CHOICES, may_end);
			_exit(checks_result());
		}
	for (int i = 0; i < CHOOSERS * CHOICES; i++) {
		while (__atomic_load_n(&ports[i], __ATOMIC_ACQUIRE) == 0)
			sched_yield();
		CHECK(!is_taken[ports[i]]);
		is_taken[ports[i]] = true;
	}
	atomic_store(may_end, 1);
	for (int i = 0; i < CHOOSERS; i++)
		wait_for(children[i]);
	munmap(ports, CHOOSERS * CHOICES * sizeof(*ports));
	munmap(may_end, sizeof(*may_end));
}

static void listening_again_and_again(void)
{
	enum { TIMES = 20000 };
	for (int i = 0; i < TIMES; i++) {
		int fd = open_on(TEST_HOST, SOCK_STREAM);
		CHECK_EQUAL(listen_on(fd), 0);
		CHECK(port_of(fd) != 0);
		close_virtual(fd);
	}
}

/* Ports that are shared leave something in the network's tables; it must not fill up. */
static void sharing_again_and_again(void)
{
	enum { TIMES = 3000 };
	for (int i = 0; i < TIMES; i++) {
		int fd = open_on(TEST_HOST, i % 2 == 0 ? SOCK_DGRAM : SOCK_STREAM);
		CHECK_EQUAL(set_option(fd, i % 2 == 0 ? SO_REUSEADDR : SO_REUSEPORT, 1), 0);
		CHECK_EQUAL(bind_to(fd, "0.0.0.0", 0), 0);
		close_virtual(fd);
		if (atomic_load(&checks_failed) > 10)
			return;
	}
}

static void connecting_again_and_again(void)
{
	enum { TIMES = 21000 }; /* more than there are ports for clients */
	int listener = listener_at("10.0.0.1", 7000);
	for (int i = 0; i < TIMES; i++) {
		int fd = open_on(TEST_HOST, SOCK_STREAM);
		CHECK_EQUAL(connect_to(fd, "10.0.0.1", 7000), 0);
		close_virtual(accept_from(listener));
		close_virtual(fd);
	}
	close_virtual(listener);
}

/* --- processes that are killed at any moment --------------------------------------------------- */

/* Binds, shares, fills spills and connects until it is killed. */
static void be_busy(uint32_t turn)
{
	for (;; turn++) {
		int tcp = open_on(TEST_HOST, SOCK_STREAM), udp = open_on(TEST_HOST, SOCK_DGRAM);
		uint16_t port = (uint16_t)(9000 + turn % 8);
		set_option(udp, SO_REUSEPORT, turn % 2 == 0);
		if (bind_to(tcp, "10.0.0.1", turn % 3 == 0 ? 0 : port) == 0)
			listen_on(tcp);
		if (bind_to(udp, "10.0.0.1", port) == 0)
			connect_to(udp, "10.0.0.1", 9100);
		for (int i = 0; i < 20; i++)
			send_to(udp, "0123456789", "10.0.0.1", 9100);
		close_virtual(tcp);
		close_virtual(udp);
	}
}

static pid_t start_busy_process(uint32_t turn)
{
	pid_t child = fork();
	if (child == 0) {
		be_busy(turn);
		_exit(0);
	}
	return child;
}

/* What comes is whole: no half datagram of a killed sender. */
static void drain(int receiver, int most)
{
	char text[32];
	while (most-- > 0 && receive_now(receiver, text, sizeof(text)) >= 0)
		CHECK_TEXT(text, "0123456789");
}

static void killed_processes_leave_the_network_whole(void)
{
	enum { BUSY = 3, KILLS = 120 };
	pid_t children[BUSY];
	int receiver = receiver_at(TEST_HOST, "10.0.0.1", 9100);
	for (uint32_t i = 0; i < BUSY; i++)
		children[i] = start_busy_process(i * 5);
	for (uint32_t kill_count = 0; kill_count < KILLS; kill_count++) {
		pid_t *victim = &children[kill_count % BUSY];
		real(poll)(NULL, 0, (int)(kill_count * 7 % 5));
		drain(receiver, 20);
		kill(*victim, SIGKILL);
		waitpid(*victim, NULL, 0);
		*victim = start_busy_process(kill_count);
	}
	for (int i = 0; i < BUSY; i++) {
		kill(children[i], SIGKILL);
		waitpid(children[i], NULL, 0);
	}
	drain(receiver, 100000);
	for (uint16_t port = 9000; port < 9008; port++) {
		close_virtual(receiver_at(TEST_HOST, "10.0.0.1", port));
		close_virtual(listener_at("10.0.0.1", port));
	}
	for (int i = 0; i < 100; i++)
		CHECK_EQUAL(send_to(receiver, "0123456789", "10.0.0.1", 9100), 10);
	int count = 0;
	for (char text[32]; receive_now(receiver, text, sizeof(text)) == 10; count++)
		CHECK_TEXT(text, "0123456789");
	CHECK_EQUAL(count, 100);
	close_virtual(receiver);
}

int main(void)
{
	start_network();
	one_bidder_wins();
	chosen_ports_differ();
	listening_again_and_again();
	sharing_again_and_again();
	connecting_again_and_again();
	killed_processes_leave_the_network_whole();
	CHECK_EQUAL(table_count(), 0);
	end_network();
	return checks_result();
}
