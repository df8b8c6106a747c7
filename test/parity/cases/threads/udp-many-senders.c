/* eight threads that send to one receiver lose nothing while it keeps up, and each one's order holds */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static int port;

static void *send_all(void *number)
{
	struct timeval limit = { .tv_sec = 5 };
	int fd = udp_socket("127.0.0.1"), message[2] = { *(int *)number, 0 };
	MUST(connect_to(fd, "127.0.0.1", port));
	MUST(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)));
	for (; message[1] < 200; message[1]++) {
		char byte;
		MUST(send(fd, message, sizeof(message), 0));
		if (message[1] % 20 == 19)
			MUST(recv(fd, &byte, 1, 0));
	}
	return NULL;
}

int main(void)
{
	struct timeval limit = { .tv_sec = 5 };
	pthread_t threads[8];
	int numbers[8], next[8] = { 0 }, fd = udp_socket("0.0.0.0"), wrong = 0, total = 0;
	port = port_of(fd);
	MUST(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)));
	for (int index = 0; index < 8; index++) {
		numbers[index] = index;
		MUST(-pthread_create(&threads[index], NULL, send_all, &numbers[index]));
	}
	for (; total < 1600; total++) {
		struct sockaddr_in from;
		socklen_t length = sizeof(from);
		int message[2];
		MUST(recvfrom(fd, message, sizeof(message), 0, (struct sockaddr *)&from, &length));
		wrong += next[message[0]]++ != message[1];
		if (message[1] % 20 == 19)
			MUST(sendto(fd, "a", 1, 0, (struct sockaddr *)&from, length));
	}
	for (int index = 0; index < 8; index++)
		MUST(-pthread_join(threads[index], NULL));
	say("received %d, out of order %d", total, wrong);
	return 0;
}
