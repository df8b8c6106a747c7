/* an address or value that cannot be read or written gives EFAULT and no crash */
#include "parity.h"
#include <sys/mman.h>

static void *forbidden;
static int fd, udp, client, server;

static void call(int number)
{
	socklen_t length = sizeof(struct sockaddr_in);
	switch (number) {
	case 0:
		TRY(bind(fd, forbidden, sizeof(struct sockaddr_in)));
		break;
	case 1:
		TRY(connect(fd, forbidden, sizeof(struct sockaddr_in)));
		break;
	case 2:
		TRY(getsockname(fd, forbidden, &length));
		break;
	case 3:
		TRY(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, forbidden, 4));
		break;
	case 4:
		TRY(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, forbidden, 4));
		break;
	case 5:
		TRY(getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, forbidden, &length));
		break;
	case 6:
		TRY(getsockopt(fd, SOL_SOCKET, SO_TYPE, forbidden, &length));
		break;
	case 7:
		TRY(sendto(udp, "x", 1, 0, forbidden, sizeof(struct sockaddr_in)));
		break;
	case 8:
		TRY(send(udp, forbidden, 10, 0));
		break;
	case 9:
		TRY(send(client, forbidden, 10, 0));
		break;
	}
}

int main(void)
{
	forbidden = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	udp = udp_socket("127.0.0.1");
	tcp_pair("127.0.0.1", &client, &server);
	MUST(connect_to(udp, "127.0.0.1", port_of(udp)));
	for (int number = 0; number < 10; number++) {
		pid_t pid = start_child();
		if (pid == 0) {
			call(number);
			_exit(0);
		}
		say_end_of("the caller", pid);
	}
	return 0;
}
