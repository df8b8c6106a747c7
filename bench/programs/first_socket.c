/* `first_socket CARRIER`: how long a new process takes for its first socket and for the next one,
 * and how much memory it has when it has used a connection. */
#include <unistd.h>

#include "shared/memory.h"
#include "shared/place.h"
#include "shared/program.h"

static double seconds_of_socket(int family)
{
	double start = now();
	int fd = socket(family, SOCK_STREAM, 0);
	double taken = now() - start;
	if (fd < 0)
		fail("socket");
	close(fd);
	return taken;
}

static void use_connection(struct place *place)
{
	char bytes[64] = { 0 };
	int listener = place_serve(place, SOCK_STREAM);
	int client = place_connect(place, SOCK_STREAM), server = place_accept(listener);
	if (write(client, bytes, sizeof(bytes)) != sizeof(bytes) ||
	    read(server, bytes, sizeof(bytes)) != sizeof(bytes))
		fail("a small message");
	close(client);
	close(server);
	close(listener);
}

int main(int argc, char **argv)
{
	(void)argc;
	struct place place = place_of(text_argument(argv, 1));
	double first = seconds_of_socket(place.address.ss_family);
	double next = seconds_of_socket(place.address.ss_family);
	use_connection(&place);
	struct memory memory = memory_of_this_process();
	print_begin();
	print_number("firstSocketSeconds", first);
	print_number("nextSocketSeconds", next);
	print_number("residentBytes", memory.resident);
	print_number("ownBytes", memory.own);
	print_end();
}
