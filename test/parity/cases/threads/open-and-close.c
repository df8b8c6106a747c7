/* threads that open and close sockets and files at once never see each other's */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static void *work(void *kind)
{
	intptr_t wrong = 0;
	for (int index = 0; index < 1500; index++) {
		struct stat status;
		if (*(int *)kind == 0) {
			int fd = open("/dev/zero", O_RDWR);
			char byte = 1;
			wrong += fd == -1 || read(fd, &byte, 1) != 1 || byte != 0 ||
			         fstat(fd, &status) == -1 || !S_ISCHR(status.st_mode);
			wrong += close(fd) == -1;
		} else if (*(int *)kind == 1) {
			int fd = socket(AF_INET6, SOCK_STREAM, 0);
			wrong += fd == -1 || bind_to(fd, "::1", 0) == -1 || listen(fd, 1) == -1 ||
			         port_of(fd) == 0;
			wrong +=
				option_of(fd, SOL_SOCKET, SO_DOMAIN) != AF_INET6 || close(fd) == -1;
		} else {
			int fd = udp_socket("127.0.0.1"), value = index, got = -1;
			MUST(connect_to(fd, "127.0.0.1", port_of(fd)));
			wrong += send(fd, &value, sizeof(value), 0) != sizeof(value);
			wrong += recv(fd, &got, sizeof(got), 0) != sizeof(got) || got != value ||
			         close(fd) == -1;
		}
	}
	return (void *)wrong;
}

int main(void)
{
	pthread_t threads[3];
	int kinds[3] = { 0, 1, 2 };
	for (int index = 0; index < 3; index++)
		MUST(-pthread_create(&threads[index], NULL, work, &kinds[index]));
	for (int index = 0; index < 3; index++) {
		void *wrong;
		MUST(-pthread_join(threads[index], &wrong));
		say("kind %d: wrong %d", index, (int)(intptr_t)wrong);
	}
	return 0;
}
