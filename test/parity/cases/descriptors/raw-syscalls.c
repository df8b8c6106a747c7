/* close by syscall() as libuv does frees the socket, and dup by syscall() copies it */
#include "parity.h"
#include <sys/syscall.h>

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(syscall(SYS_close, client));
	await(server, POLLRDHUP);
	say_received("server", server, 10, 0);
	int file = MUST(open("/dev/null", O_RDWR));
	TRY(write(file, "x", 1));
	TRY(syscall(SYS_close, 888));
	tcp_pair("127.0.0.1", &client, &server);
	int copy = MUST(syscall(SYS_dup, server));
	say_name("copy", copy);
	say_peer("copy", copy);
	MUST(send(client, "x", 1, 0));
	await(copy, POLLIN);
	say_received("copy", copy, 10, 0);
	return 0;
}
