/* `datagrams CARRIER SECONDS`: round trips of one datagram, and then as many as the receiver gets. */
#include <poll.h>
#include <stdint.h>
#include <sys/time.h>
#include <unistd.h>

#include "shared/program.h"
#include "shared/receiver.h"

enum { SIZE = 64 };

struct datagram {
	uint64_t number; /* 0 ends what is measured */
	char rest[SIZE - sizeof(uint64_t)];
};

/* A lost answer is a failure, and not a program that waits for ever. */
static void bound_waiting(int fd)
{
	struct timeval limit = { .tv_sec = 5 };
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
}

static void answer(int fd)
{
	struct datagram datagram;
	struct sockaddr_storage sender;
	do {
		socklen_t length = sizeof(sender);
		if (recvfrom(fd, &datagram, SIZE, 0, (struct sockaddr *)&sender, &length) != SIZE)
			fail("recvfrom");
		if (sendto(fd, &datagram, SIZE, 0, (struct sockaddr *)&sender, length) != SIZE)
			fail("sendto");
	} while (datagram.number != 0);
}

static void count(int fd)
{
	struct datagram datagram;
	uint64_t received = 0, last = 0;
	double start = 0;
	for (;;) {
		if (recvfrom(fd, &datagram, SIZE, 0, NULL, NULL) != SIZE)
			fail("recvfrom");
		if (datagram.number == 0)
			break;
		if (datagram.number <= last)
			fail_because("a datagram came twice, or before an earlier one");
		if (received++ == 0)
			start = now();
		last = datagram.number;
	}
	receiver_report((double)received);
	receiver_report(now() - start);
}

static void receive(int fd)
{
	bound_waiting(fd);
	answer(fd);
	count(fd);
}

static void send_number(int fd, uint64_t number)
{
	struct datagram datagram = { .number = number };
	if (send(fd, &datagram, SIZE, 0) != SIZE)
		fail("send");
}

static void round_trip(int fd, uint64_t number)
{
	struct datagram datagram;
	send_number(fd, number);
	if (recv(fd, &datagram, SIZE, 0) != SIZE)
		fail("recv of an answer");
	if (datagram.number != number)
		fail_because("an answer is not what was sent");
}

static double measure_round_trips(int fd, double seconds)
{
	uint64_t trips = 0;
	double start = now(), end = start + seconds;
	while (now() < end) {
		for (int i = 0; i < 32; i++)
			round_trip(fd, ++trips);
	}
	double taken = now() - start;
	round_trip(fd, 0);
	return taken / (double)trips;
}

/* Gives how many were sent. The end may be lost, so it is repeated until the receiver reports. */
static uint64_t send_many(int fd, double seconds, const struct receiver *receiver)
{
	uint64_t sent = 0;
	for (double end = now() + seconds; now() < end;) {
		for (int i = 0; i < 64; i++)
			send_number(fd, ++sent);
	}
	struct pollfd report = { .fd = receiver->reports, .events = POLLIN };
	do
		send_number(fd, 0);
	while (poll(&report, 1, 20) == 0);
	return sent;
}

int main(int argc, char **argv)
{
	(void)argc;
	double seconds = number_argument(argv, 2);
	struct receiver receiver = receiver_start(text_argument(argv, 1), SOCK_DGRAM, receive);
	int fd = place_connect(&receiver.place, SOCK_DGRAM);
	bound_waiting(fd);
	double trip = measure_round_trips(fd, seconds);
	double sent = (double)send_many(fd, seconds, &receiver);
	double received = receiver_await(&receiver), taken = receiver_await(&receiver);
	receiver_end(&receiver);
	print_begin();
	print_number("roundTripSeconds", trip);
	print_number("packetsPerSecond", received / taken);
	print_number("lostShare", 1 - received / sent);
	print_end();
}
