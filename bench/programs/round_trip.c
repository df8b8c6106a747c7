/* `round_trip CARRIER SECONDS`: one byte to the other side and back. */
#include <unistd.h>

#include "shared/exchange.h"
#include "shared/program.h"
#include "shared/receiver.h"

static void receive(int listener)
{
	echo(place_accept(listener));
}

int main(int argc, char **argv)
{
	(void)argc;
	double seconds = number_argument(argv, 2);
	struct receiver receiver = receiver_start(text_argument(argv, 1), SOCK_STREAM, receive);
	int fd = place_connect(&receiver.place, SOCK_STREAM);
	ping_for(fd, seconds / 20);
	double start = now();
	double trips = (double)ping_for(fd, seconds);
	double taken = now() - start;
	close(fd);
	receiver_end(&receiver);
	print_begin();
	print_number("roundTripSeconds", taken / trips);
	print_end();
}
