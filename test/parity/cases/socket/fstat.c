/* fstat says that TCP and UDP descriptors are sockets and lseek says they cannot be sought */
#include "parity.h"

static void describe(const char *label, int fd)
{
	struct stat status;
	MUST(fstat(fd, &status));
	say("%s: socket %d, size %ld", label, S_ISSOCK(status.st_mode), (long)status.st_size);
	TRY(lseek(fd, 0, SEEK_SET));
	TRY(isatty(fd));
	TRY(ftruncate(fd, 0));
}

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	describe("unbound tcp", MUST(socket(AF_INET, SOCK_STREAM, 0)));
	describe("listener", tcp_listener("::1"));
	describe("client", client);
	describe("server", server);
	describe("udp", udp_socket("127.0.0.1"));
	return 0;
}
