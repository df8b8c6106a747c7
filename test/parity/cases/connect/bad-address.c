/* connect checks the family and the length of an address */
#include "parity.h"

static void probe(const char *label, int type)
{
	forget_ports();
	struct endpoint v4 = endpoint_of("127.0.0.1", 9), v6 = endpoint_of("::1", 9);
	struct sockaddr_un path = { .sun_family = AF_UNIX, .sun_path = "x" };
	int fd = MUST(socket(AF_INET, type, 0)), fd6 = MUST(socket(AF_INET6, type, 0));
	say("%s", label);
	TRY(connect(fd, (struct sockaddr *)&v4.address, 0));
	TRY(connect(fd, (struct sockaddr *)&v4.address, 1));
	TRY(connect(fd, (struct sockaddr *)&v4.address, 15));
	TRY(connect(fd, (struct sockaddr *)&v4.address, 129));
	TRY(connect(fd, (struct sockaddr *)&v6.address, v6.length));
	TRY(connect(fd, (struct sockaddr *)&path, sizeof(path)));
	TRY(connect(fd6, (struct sockaddr *)&v6.address, 23));
	TRY(connect(fd6, (struct sockaddr *)&path, sizeof(path)));
	say_name("v4", fd);
	say_name("v6", fd6);
}

int main(void)
{
	probe("tcp", SOCK_STREAM);
	probe("udp", SOCK_DGRAM);
	return 0;
}
