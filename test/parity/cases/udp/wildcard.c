/* a wildcard UDP socket hears every own address and answers from the asked one when connected */
#include "parity.h"

static void probe(const char *listen_ip, const char *dial_ip)
{
	forget_ports();
	struct sockaddr_storage from = { 0 };
	socklen_t length = sizeof(from);
	char bytes[16];
	int fd = udp_socket(listen_ip);
	int client = MUST(socket(family_of(dial_ip), SOCK_DGRAM, 0));
	say("%s dialled as %s", listen_ip, dial_ip);
	if (TRY(send_to(client, "ask", dial_ip, port_of(fd))) == -1)
		return;
	await(fd, POLLIN);
	TRY(recvfrom(fd, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	say_name("client", client);
	TRY(sendto(fd, "answer", 6, 0, (struct sockaddr *)&from, length));
	await(client, POLLIN);
	length = sizeof(from);
	TRY(recvfrom(client, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &length));
	say("answer from %s", endpoint_text(&from, length, SOCK_DGRAM));
}

int main(void)
{
	probe("0.0.0.0", "127.0.0.1");
	probe("0.0.0.0", "127.0.0.4");
	probe("0.0.0.0", "0.0.0.0");
	probe("::", "::1");
	probe("::", "127.0.0.1");
	probe("::", "::ffff:127.0.0.1");
	probe("::1", "::");
	return 0;
}
