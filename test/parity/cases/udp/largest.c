/* 65507 bytes are the largest IPv4 datagram and 65527 the largest IPv6 one */
#include "parity.h"

static void probe(const char *ip, size_t size)
{
	static char data[70000], received[70000];
	int sender = udp_socket(ip), receiver = udp_socket(ip);
	struct endpoint to = endpoint_of(ip, port_of(receiver));
	for (size_t index = 0; index < size; index++)
		data[index] = (char)(index * 7);
	ssize_t sent = sendto(sender, data, size, 0, (struct sockaddr *)&to.address, to.length);
	say("%s %zu: sent %zd %s", ip, size, sent, sent == -1 ? error_name(errno) : "");
	if (sent == -1)
		return;
	await(receiver, POLLIN);
	ssize_t count = recv(receiver, received, sizeof(received), 0);
	say("received %zd, equal %d", count, memcmp(data, received, size) == 0);
	MUST(close(sender));
	MUST(close(receiver));
}

int main(void)
{
	probe("127.0.0.1", 1472);
	probe("127.0.0.1", 9000);
	probe("127.0.0.1", 65507);
	probe("127.0.0.1", 65508);
	probe("127.0.0.1", 66000);
	probe("::1", 65507);
	probe("::1", 65527);
	probe("::1", 65528);
	return 0;
}
