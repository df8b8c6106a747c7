/* SO_SNDBUF and SO_RCVBUF double what is asked and keep to the limits */
#include "parity.h"

static void probe(int fd)
{
	static const int values[] = { 8192, 65536, 100000, 1, 0, -1 };
	for (size_t index = 0; index < sizeof(values) / sizeof(*values); index++) {
		TRY(set_option(fd, SOL_SOCKET, SO_SNDBUF, values[index]));
		say("send buffer for %d: %d", values[index], option_of(fd, SOL_SOCKET, SO_SNDBUF));
		TRY(set_option(fd, SOL_SOCKET, SO_RCVBUF, values[index]));
		say("receive buffer for %d: %d", values[index],
		    option_of(fd, SOL_SOCKET, SO_RCVBUF));
	}
}

int main(void)
{
	probe(MUST(socket(AF_INET, SOCK_STREAM, 0)));
	probe(MUST(socket(AF_INET, SOCK_DGRAM, 0)));
	return 0;
}
