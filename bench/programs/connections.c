/* `connections CARRIER SECONDS`: connections that are opened and closed at both ends.
 * In batches that fit into the backlog: the client does not wait for each. */
#include <unistd.h>

#include "shared/program.h"
#include "shared/receiver.h"

enum { BATCH = 2000 };
_Static_assert((int)BATCH <= (int)BACKLOG, "a connect that finds the backlog full waits");

static void receive(int listener)
{
	for (;;) {
		for (int i = 0; i < BATCH; i++)
			close(place_accept(listener));
		receiver_report(BATCH);
		char go_on;
		int fd = place_accept(listener);
		if (read(fd, &go_on, 1) != 1)
			return;
		close(fd);
	}
}

static void make_batch(const struct receiver *receiver)
{
	for (int i = 0; i < BATCH; i++)
		close(place_connect(&receiver->place, SOCK_STREAM));
	receiver_await(receiver);
}

/* Whether there is another batch is said on a connection of its own. */
static void tell(const struct receiver *receiver, const char *go_on, size_t size)
{
	int fd = place_connect(&receiver->place, SOCK_STREAM);
	if (write(fd, go_on, size) != (ssize_t)size)
		fail("write");
	close(fd);
}

int main(int argc, char **argv)
{
	(void)argc;
	double seconds = number_argument(argv, 2), taken = 0;
	struct receiver receiver = receiver_start(text_argument(argv, 1), SOCK_STREAM, receive);
	make_batch(&receiver);
	int batches = 0;
	for (; taken < seconds; batches++) {
		tell(&receiver, "y", 1);
		double start = now();
		make_batch(&receiver);
		taken += now() - start;
	}
	tell(&receiver, "", 0);
	receiver_end(&receiver);
	print_begin();
	print_number("connectionsPerSecond", (double)batches * BATCH / taken);
	print_end();
}
