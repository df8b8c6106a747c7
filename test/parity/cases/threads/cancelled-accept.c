/* a thread that blocks in accept or recv can be cancelled */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static void *block_in_accept(void *fd)
{
	accept(*(int *)fd, NULL, NULL);
	return NULL;
}

static void *block_in_recv(void *fd)
{
	char byte;
	recv(*(int *)fd, &byte, 1, 0);
	return NULL;
}

static void probe(const char *label, void *(*body)(void *), int fd)
{
	pthread_t thread;
	void *result;
	MUST(-pthread_create(&thread, NULL, body, &fd));
	usleep(30000);
	MUST(-pthread_cancel(thread));
	MUST(-pthread_join(thread, &result));
	say("%s cancelled: %d", label, result == PTHREAD_CANCELED);
}

int main(void)
{
	int client, server, listener = tcp_listener("127.0.0.1"), udp = udp_socket("127.0.0.1");
	tcp_pair("127.0.0.1", &client, &server);
	probe("accept", block_in_accept, listener);
	probe("recv", block_in_recv, server);
	probe("udp recv", block_in_recv, udp);
	OPEN(tcp_client("127.0.0.1", port_of(listener)));
	OPEN(accept(listener, NULL, NULL));
	MUST(send_to(udp, "x", "127.0.0.1", port_of(udp)));
	say_received("udp", udp, 10, 0);
	return 0;
}
