/* a burst of twenty datagrams of 4000 bytes arrives whole and in order */
#include "parity.h"

int main(void)
{
	static unsigned char block[4000];
	int fd = udp_socket("127.0.0.1"), right = 0;
	struct endpoint to = endpoint_of("127.0.0.1", port_of(fd));
	for (int index = 0; index < 20; index++) {
		memset(block, index, sizeof(block));
		MUST(sendto(fd, block, sizeof(block), 0, (struct sockaddr *)&to.address,
		            to.length));
	}
	for (int index = 0; index < 20; index++) {
		ssize_t count = recv(fd, block, sizeof(block), MSG_DONTWAIT);
		right += count == sizeof(block) && block[0] == index && block[3999] == index;
	}
	say("right %d", right);
	return 0;
}
