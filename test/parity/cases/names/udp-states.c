/* getsockname and getpeername answer in every state of a UDP socket */
#include "parity.h"

static void probe(const char *ip)
{
	forget_ports();
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int target = udp_socket(ip);
	int fd = MUST(socket(family_of(ip), SOCK_DGRAM, 0));
	say_name("target", target);
	say_name("new", fd);
	say_peer("new", fd);
	MUST(send_to(fd, "x", ip, port_of(target)));
	say_name("after the first send", fd);
	say_peer("after the first send", fd);
	MUST(connect_to(fd, ip, port_of(target)));
	say_name("connected", fd);
	say_peer("connected", fd);
	MUST(connect(fd, &none, sizeof(none)));
	say_name("disconnected", fd);
	say_peer("disconnected", fd);
	int fresh = MUST(socket(family_of(ip), SOCK_DGRAM, 0));
	MUST(connect_to(fresh, ip, port_of(target)));
	say_name("connected at once", fresh);
	say_peer("connected at once", fresh);
	MUST(connect(fresh, &none, sizeof(none)));
	say("its port is gone: %d", port_of(fresh) == 0);
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
