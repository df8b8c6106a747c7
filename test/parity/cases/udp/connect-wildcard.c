/* a wildcard UDP socket that connects shows the address it uses, and the wildcard again afterwards */
#include "parity.h"

static void probe(const char *own, const char *target_ip, const char *listen_ip)
{
	forget_ports();
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int chosen = udp_socket(own), port = port_of(chosen), target = udp_socket(listen_ip);
	MUST(close(chosen));
	int fd = MUST(socket(family_of(own), SOCK_DGRAM, 0));
	MUST(bind_to(fd, own, port));
	say_name("bound", fd);
	TRY(connect_to(fd, target_ip, port_of(target)));
	say_name("connected", fd);
	say_peer("connected", fd);
	TRY(send(fd, "x", 1, 0));
	await(target, POLLIN);
	say_received("target", target, 10, 0);
	TRY(connect(fd, &none, sizeof(none)));
	say_name("disconnected", fd);
}

int main(void)
{
	probe("0.0.0.0", "127.0.0.1", "127.0.0.1");
	probe("::", "::1", "::1");
	probe("::", "::ffff:127.0.0.1", "127.0.0.1");
	probe("0.0.0.0", "127.0.0.8", "127.0.0.8");
	return 0;
}
