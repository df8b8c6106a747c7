/* `thread_pairs CARRIER SECONDS PAIRS`: each thread has a partner in the other process.
 * First all exchange single bytes, then all send as fast as they can. */
#include <pthread.h>
#include <unistd.h>

#include "shared/exchange.h"
#include "shared/program.h"
#include "shared/receiver.h"

enum { PAIRS_MAX = 64 };

struct side {
	pthread_t thread;
	int fd;
	double count; /* round trips, or bytes */
};

static int pairs;
static double seconds;

static void start_threads(struct side *sides, void *(*run)(void *))
{
	for (int i = 0; i < pairs; i++) {
		if (pthread_create(&sides[i].thread, NULL, run, &sides[i]) != 0)
			fail_because("a thread could not be started");
	}
}

/* Gives the sum of what the threads counted. */
static double join_threads(struct side *sides)
{
	double sum = 0;
	for (int i = 0; i < pairs; i++) {
		pthread_join(sides[i].thread, NULL);
		close(sides[i].fd);
		sum += sides[i].count;
	}
	return sum;
}

static void *run_echo(void *argument)
{
	struct side *side = argument;
	echo(side->fd);
	return NULL;
}

static void *run_drain(void *argument)
{
	struct side *side = argument;
	side->count = (double)drain(side->fd, false);
	return NULL;
}

static void *run_ping(void *argument)
{
	struct side *side = argument;
	side->count = (double)ping_for(side->fd, seconds);
	shutdown(side->fd, SHUT_WR);
	return NULL;
}

static void *run_send(void *argument)
{
	struct side *side = argument;
	side->count = (double)send_for(side->fd, seconds, READ_SIZE);
	return NULL;
}

static void receive(int listener)
{
	void *(*const runs[])(void *) = { run_echo, run_drain };
	for (int phase = 0; phase < 2; phase++) {
		struct side sides[PAIRS_MAX] = { 0 };
		for (int i = 0; i < pairs; i++)
			sides[i].fd = place_accept(listener);
		start_threads(sides, runs[phase]);
		receiver_report(join_threads(sides));
	}
}

/* Gives what all pairs did in a second. */
static double measure(const struct receiver *receiver, void *(*run)(void *))
{
	struct side sides[PAIRS_MAX] = { 0 };
	for (int i = 0; i < pairs; i++)
		sides[i].fd = place_connect(&receiver->place, SOCK_STREAM);
	double start = now();
	start_threads(sides, run);
	double sum = join_threads(sides), received = receiver_await(receiver);
	if (run == run_send && received != sum)
		fail_because("the receivers did not get as many bytes as were sent");
	return sum / (now() - start);
}

int main(int argc, char **argv)
{
	(void)argc;
	seconds = number_argument(argv, 2);
	pairs = (int)number_argument(argv, 3);
	if (pairs < 1 || pairs > PAIRS_MAX)
		fail_because("there are 1 to 64 pairs");
	struct receiver receiver = receiver_start(text_argument(argv, 1), SOCK_STREAM, receive);
	double trips = measure(&receiver, run_ping), bytes = measure(&receiver, run_send);
	receiver_end(&receiver);
	print_begin();
	print_number("roundTripsPerSecond", trips);
	print_number("bytesPerSecond", bytes);
	print_end();
}
