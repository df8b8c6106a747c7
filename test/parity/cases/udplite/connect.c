/* a connected UDP-Lite socket hears its peer only, and learns of a refusal */
#include "udplite.h"

static void probe(const char *ip)
{
	int server = lite_socket(ip), client = lite_unbound(family_of(ip)), other = lite_socket(ip);
	int gone = lite_socket(ip), port = port_of(gone);
	TRY(connect_to(client, ip, port_of(server)));
	say_name("client", client);
	say_peer("client", client);
	TRY(send(client, "hello", 5, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	MUST(send_to(other, "stranger", ip, port_of(client)));
	MUST(send_to(server, "friend", ip, port_of(client)));
	await(client, POLLIN);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, MSG_DONTWAIT);
	TRY(connect(client, &(struct sockaddr){ .sa_family = AF_UNSPEC }, sizeof(struct sockaddr)));
	say_peer("client", client);
	MUST(close(gone));
	TRY(connect_to(client, ip, port));
	TRY(send(client, "anybody?", 8, 0));
	TRY(recv(client, &(char){ 0 }, 1, 0));
	say("error %s", pending_error(client));
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
