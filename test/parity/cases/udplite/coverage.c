/* a UDP-Lite socket drops datagrams whose checksum covers less than it asks for */
#include "udplite.h"

static int server, client;

static void try_coverage(int sent, int asked)
{
	char bytes[64];
	MUST(set_option(client, IPPROTO_UDPLITE, SEND_COVERAGE, sent));
	MUST(set_option(server, IPPROTO_UDPLITE, RECEIVE_COVERAGE, asked));
	MUST(send(client, "twenty bytes of text", 20, 0));
	MUST(set_option(client, IPPROTO_UDPLITE, SEND_COVERAGE, 0));
	MUST(send(client, "end", 3, 0));
	await(server, POLLIN);
	ssize_t size = MUST(recv(server, bytes, sizeof(bytes), 0));
	say("sent %d asked %d: %s", sent, asked, size == 3 ? "dropped" : "received");
	if (size != 3)
		MUST(recv(server, bytes, sizeof(bytes), 0));
}

static void probe(const char *ip)
{
	static const int values[] = { 0, 1, 8, 9, 20, 27, 28, 29, 100, 65535 };
	enum { COUNT = sizeof(values) / sizeof(*values) };
	server = lite_socket(ip);
	client = lite_unbound(family_of(ip));
	MUST(connect_to(client, ip, port_of(server)));
	MUST(set_option(client, IPPROTO_UDPLITE, SEND_COVERAGE, 8));
	TRY(send(client, "to one that asks nothing", 24, 0));
	await(server, POLLIN);
	say_received("server", server, 64, 0);
	for (int sent = 0; sent < COUNT; sent++)
		for (int asked = 0; asked < COUNT; asked++)
			try_coverage(values[sent], values[asked]);
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
