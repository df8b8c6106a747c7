/* /proc/self/fd shows sockets as sockets */
#include "parity.h"

int main(void)
{
	char path[64], target[64] = "";
	int fds[3] = { tcp_listener("127.0.0.1"), udp_socket("::1"),
		       MUST(socket(AF_INET, SOCK_STREAM, 0)) };
	for (int index = 0; index < 3; index++) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fds[index]);
		ssize_t length = readlink(path, target, sizeof(target) - 1);
		say("%.8s %d", target, length > 9);
		TRY(open(path, O_RDWR));
	}
	return 0;
}
