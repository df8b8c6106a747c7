/* bind checks the family, the length and the pointer of an address */
#include "parity.h"

static void probe(const char *label, int type)
{
	forget_ports();
	struct endpoint v4 = endpoint_of("127.0.0.1", 0), v6 = endpoint_of("::1", 0);
	struct sockaddr_un path = { .sun_family = AF_UNIX, .sun_path = "x" };
	struct sockaddr_in unspec = { .sin_family = AF_UNSPEC };
	int fd = MUST(socket(AF_INET, type, 0));
	int fd6 = MUST(socket(AF_INET6, type, 0));
	say("%s", label);
	TRY(bind(fd, (struct sockaddr *)&v4.address, 0));
	TRY(bind(fd, (struct sockaddr *)&v4.address, 1));
	TRY(bind(fd, (struct sockaddr *)&v4.address, 15));
	TRY(bind(fd, (struct sockaddr *)&v4.address, 129));
	TRY(bind(fd, (struct sockaddr *)&v4.address, (socklen_t)-1));
	TRY(bind(fd, (struct sockaddr *)&v6.address, v6.length));
	TRY(bind(fd, (struct sockaddr *)&path, sizeof(path)));
	TRY(bind(fd6, (struct sockaddr *)&v4.address, v4.length));
	TRY(bind(fd6, (struct sockaddr *)&v6.address, 16));
	TRY(bind(fd6, (struct sockaddr *)&v6.address, 23));
	TRY(bind(fd6, (struct sockaddr *)&path, sizeof(path)));
	unspec.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	TRY(bind(fd, (struct sockaddr *)&unspec, sizeof(unspec)));
	unspec.sin_addr.s_addr = 0;
	TRY(bind(fd, (struct sockaddr *)&unspec, sizeof(unspec)));
	say_name("after AF_UNSPEC", fd);
	TRY(bind(fd6, (struct sockaddr *)&v6.address, 24));
	say_name("after 24 bytes", fd6);
}

int main(void)
{
	probe("tcp", SOCK_STREAM);
	probe("udp", SOCK_DGRAM);
	return 0;
}
