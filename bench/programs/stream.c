/* Throughput of one connection. `stream CARRIER SECONDS WRITE_SIZE` sends for a while;
 * `stream CARRIER verify WRITE_SIZE BYTES` sends so many, and the receiver looks at each. */
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "shared/exchange.h"
#include "shared/program.h"
#include "shared/receiver.h"

static bool is_verified;

static void receive(int listener)
{
	int fd = place_accept(listener);
	receiver_report((double)drain(fd, is_verified));
}

static uint64_t send_what_is_wanted(int fd, char **argv)
{
	size_t write_size = (size_t)number_argument(argv, 3);
	if (write_size < 1 || write_size > READ_SIZE)
		fail_because("a write has 1 to 65536 bytes");
	if (!is_verified)
		return send_for(fd, number_argument(argv, 2), write_size);
	uint64_t size = (uint64_t)number_argument(argv, 4) / write_size * write_size;
	send_pattern(fd, size, write_size);
	return size;
}

int main(int argc, char **argv)
{
	(void)argc;
	is_verified = strcmp(text_argument(argv, 2), "verify") == 0;
	struct receiver receiver = receiver_start(text_argument(argv, 1), SOCK_STREAM, receive);
	int fd = place_connect(&receiver.place, SOCK_STREAM);
	double start = now();
	double sent = (double)send_what_is_wanted(fd, argv);
	double received = receiver_await(&receiver);
	double seconds = now() - start;
	receiver_end(&receiver);
	if (received != sent)
		fail_because("the receiver did not get as many bytes as were sent");
	print_begin();
	print_number("bytes", received);
	print_number("bytesPerSecond", received / seconds);
	print_end();
}
