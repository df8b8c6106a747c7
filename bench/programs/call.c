/* `call CARRIER SECONDS`: how long one call takes that asks the kernel, or who answers in its place, for a socket's
 * own name. */
#include "shared/place.h"
#include "shared/program.h"

static double ask_for(int fd, double seconds)
{
	enum { AT_ONCE = 256 };
	double start = now(), taken;
	uint64_t count = 0;
	do {
		for (int i = 0; i < AT_ONCE; i++) {
			struct sockaddr_storage name;
			socklen_t length = sizeof(name);
			if (getsockname(fd, (struct sockaddr *)&name, &length) < 0)
				fail("getsockname");
		}
		count += AT_ONCE;
		taken = now() - start;
	} while (taken < seconds);
	return taken / (double)count;
}

int main(int argc, char **argv)
{
	(void)argc;
	double seconds = number_argument(argv, 2);
	struct place place = place_of(text_argument(argv, 1));
	int fd = place_serve(&place, SOCK_STREAM);
	ask_for(fd, seconds / 20);
	double call = ask_for(fd, seconds);
	print_begin();
	print_number("callSeconds", call);
	print_end();
}
