/* a UDP socket can connect to another peer and disconnect again */
#include "parity.h"

int main(void)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int fd = MUST(socket(AF_INET, SOCK_DGRAM, 0)), chosen = udp_socket("127.0.0.1");
	int first = udp_socket("127.0.0.1"), second = udp_socket("127.0.0.1"),
	    port = port_of(chosen);
	MUST(close(chosen));
	MUST(bind_to(fd, "127.0.0.1", port));
	TRY(connect_to(fd, "127.0.0.1", port_of(first)));
	TRY(connect_to(fd, "127.0.0.1", port_of(second)));
	say_peer("socket", fd);
	TRY(send(fd, "hello second", 12, 0));
	await(second, POLLIN);
	say_received("second", second, 100, 0);
	MUST(send_to(first, "ignored", "127.0.0.1", port));
	TRY(connect(fd, &none, sizeof(none)));
	say("the port stays %d", port_of(fd) == port);
	say_name("socket", fd);
	say_peer("socket", fd);
	TRY(send(fd, "x", 1, 0));
	MUST(send_to(first, "heard", "127.0.0.1", port));
	await(fd, POLLIN);
	say_received("socket", fd, 100, 0);
	TRY(connect(fd, &none, sizeof(none)));
	return 0;
}
