/* `idle CARRIER SECONDS COUNT`: opens so many connections that stay idle, then exchanges bytes over
 * one more, whose receiver waits for all of them with poll() and then with epoll_wait().
 * `idle CARRIER hold COUNT`: opens them, listens on TCP port 4000 then, and keeps them for ever. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "shared/exchange.h"
#include "shared/memory.h"
#include "shared/program.h"
#include "shared/receiver.h"

static int count;
static int *connections; /* the idle ones, and the active one behind them */

static int wait_with_poll(int fd)
{
	static struct pollfd *all;
	(void)fd;
	if (all == NULL) {
		all = calloc((size_t)count + 1, sizeof(*all));
		for (int i = 0; i <= count; i++)
			all[i] = (struct pollfd){ .fd = connections[i], .events = POLLIN };
	}
	int ready = poll(all, (nfds_t)count + 1, -1);
	return all[count].revents != 0 ? ready : -1;
}

static int wait_with_epoll(int fd)
{
	static int all = -1;
	struct epoll_event event = { .events = EPOLLIN };
	if (all < 0) {
		all = epoll_create1(EPOLL_CLOEXEC);
		for (int i = 0; i <= count; i++) {
			event.data.fd = connections[i];
			if (epoll_ctl(all, EPOLL_CTL_ADD, connections[i], &event) < 0)
				fail("epoll_ctl");
		}
	}
	int ready = epoll_wait(all, &event, 1, -1);
	return event.data.fd == fd ? ready : -1;
}

/* Byte 255 ends it. */
static void answer(int fd, int (*wait_for_any)(int fd))
{
	uint8_t byte;
	do {
		if (wait_for_any(fd) != 1)
			fail_because("another connection than the active one is ready");
		if (read(fd, &byte, 1) != 1 || write(fd, &byte, 1) != 1)
			fail("answer");
	} while (byte != 255);
}

static void receive(int listener)
{
	double before = memory_of_this_process().own;
	for (int i = 0; i < count; i++)
		connections[i] = place_accept(listener);
	receiver_report(memory_of_this_process().own - before);
	connections[count] = place_accept(listener);
	answer(connections[count], wait_with_poll);
	answer(connections[count], wait_with_epoll);
}

static double round_trip_seconds(int fd, double seconds)
{
	const uint8_t last = 255;
	uint8_t byte;
	double start = now();
	double trips = (double)ping_for(fd, seconds);
	double taken = now() - start;
	if (write(fd, &last, 1) != 1 || read(fd, &byte, 1) != 1)
		fail("the last round trip");
	return taken / trips;
}

/* Gives the seconds that these connections took, each. */
static double open_some(const struct receiver *receiver, int first, int end)
{
	double start = now();
	for (int i = first; i < end; i++)
		connections[i] = place_connect(&receiver->place, SOCK_STREAM);
	return (now() - start) / (end - first);
}

static void allow_many_descriptors(void)
{
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static _Noreturn void hold(struct place place)
{
	enum { PORT = 4000 };
	((struct sockaddr_in *)&place.address)->sin_port = htons(PORT);
	place_serve(&place, SOCK_STREAM);
	for (;;)
		pause();
}

int main(int argc, char **argv)
{
	(void)argc;
	count = (int)number_argument(argv, 3);
	bool is_held = strcmp(argv[2], "hold") == 0;
	connections = calloc((size_t)count + 1, sizeof(*connections));
	allow_many_descriptors();
	struct receiver receiver = receiver_start(text_argument(argv, 1), SOCK_STREAM, receive);
	double own = memory_of_this_process().own, kernel = memory_of_the_kernel();
	int tenth = count / 10;
	double first = open_some(&receiver, 0, tenth);
	double middle = open_some(&receiver, tenth, count - tenth);
	double last = open_some(&receiver, count - tenth, count);
	own = memory_of_this_process().own - own + receiver_await(&receiver);
	kernel = memory_of_the_kernel() - kernel;
	if (is_held)
		hold(receiver.place);
	int fd = place_connect(&receiver.place, SOCK_STREAM);
	double seconds = number_argument(argv, 2);
	double polled = round_trip_seconds(fd, seconds), epolled = round_trip_seconds(fd, seconds);
	receiver_end(&receiver);
	print_begin();
	print_number("openSeconds", first * 0.1 + middle * 0.8 + last * 0.1);
	print_number("firstOpenSeconds", first);
	print_number("lastOpenSeconds", last);
	print_number("memoryBytes", own / count);
	print_number("kernelMemoryBytes", kernel / count);
	print_number("pollRoundTripSeconds", polled);
	print_number("epollRoundTripSeconds", epolled);
	print_end();
}
