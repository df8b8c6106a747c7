/* UDP-Lite has ports of its own beside those of UDP and TCP */
#include "udplite.h"

static void probe(const char *ip)
{
	int port = free_port(SOCK_STREAM);
	int udp = MUST(socket(family_of(ip), SOCK_DGRAM, 0));
	MUST(bind_to(udp, ip, port));
	int lite = lite_unbound(family_of(ip)), second = lite_unbound(family_of(ip));
	int tcp = MUST(socket(family_of(ip), SOCK_STREAM, 0));
	TRY(bind_to(lite, ip, port));
	TRY(bind_to(second, ip, port));
	TRY(bind_to(tcp, ip, port));
	TRY(send_to(second, "lite", ip, port));
	await(lite, POLLIN);
	say_received("lite", lite, 10, 0);
	say_received("udp", udp, 10, MSG_DONTWAIT);
	MUST(send_to(MUST(socket(family_of(ip), SOCK_DGRAM, 0)), "udp", ip, port));
	await(udp, POLLIN);
	say_received("udp", udp, 10, 0);
	say_received("lite", lite, 10, MSG_DONTWAIT);
	MUST(close(lite));
	TRY(connect_to(second, ip, port));
	TRY(send(second, "to UDP?", 7, 0));
	TRY(recv(second, &(char){ 0 }, 1, 0));
	TRY(connect_to(udp, ip, port_of(second)));
	TRY(send(udp, "to UDP-Lite?", 12, 0));
	TRY(recv(udp, &(char){ 0 }, 1, 0));
}

static void share(int option)
{
	int first = lite_unbound(AF_INET), second = lite_unbound(AF_INET),
	    third = lite_unbound(AF_INET);
	int udp = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	MUST(set_option(first, SOL_SOCKET, option, 1));
	MUST(set_option(second, SOL_SOCKET, option, 1));
	MUST(set_option(udp, SOL_SOCKET, option, 1));
	MUST(bind_to(first, "0.0.0.0", 0));
	TRY(bind_to(second, "0.0.0.0", port_of(first)));
	TRY(bind_to(third, "127.0.0.1", port_of(first)));
	TRY(bind_to(udp, "0.0.0.0", port_of(first)));
	MUST(close(first));
	MUST(close(second));
	TRY(bind_to(third, "127.0.0.1", port_of(udp)));
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	share(SO_REUSEADDR);
	share(SO_REUSEPORT);
	return 0;
}
