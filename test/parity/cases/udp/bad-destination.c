/* sendto checks the family and the length of a destination */
#include "parity.h"

int main(void)
{
	struct endpoint v4 = endpoint_of("127.0.0.1", 9), v6 = endpoint_of("::1", 9);
	struct sockaddr_in unspec = { .sin_family = AF_UNSPEC };
	int fd = udp_socket("127.0.0.1"), fd6 = udp_socket("::1");
	unspec.sin_port = htons(9);
	unspec.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	TRY(sendto(fd, "x", 1, 0, (struct sockaddr *)&v4.address, 8));
	TRY(sendto(fd, "x", 1, 0, (struct sockaddr *)&v4.address, 200));
	TRY(sendto(fd, "x", 1, 0, (struct sockaddr *)&v6.address, v6.length));
	TRY(sendto(fd, "x", 1, 0, (struct sockaddr *)&unspec, sizeof(unspec)));
	TRY(sendto(fd6, "x", 1, 0, (struct sockaddr *)&v6.address, 20));
	TRY(sendto(fd6, "x", 1, 0, (struct sockaddr *)&v4.address, v4.length));
	TRY(send_to(fd, "x", "127.0.0.1", 0));
	TRY(send_to(fd6, "x", "::1", 0));
	return 0;
}
