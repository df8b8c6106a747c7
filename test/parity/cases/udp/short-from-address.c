/* recvfrom cuts the sender's address to the buffer and reports the full length */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), fd6 = udp_socket("::1");
	for (socklen_t given = 0; given <= 32; given += 8) {
		unsigned char address[40];
		socklen_t length = given;
		char bytes[8];
		memset(address, 0xee, sizeof(address));
		MUST(send_to(fd, "x", "127.0.0.1", port_of(fd)));
		await(fd, POLLIN);
		MUST(recvfrom(fd, bytes, 8, 0, (struct sockaddr *)address, &length));
		say("v4 given %u: length %u, next byte %02x", given, length, address[given]);
		length = given;
		memset(address, 0xee, sizeof(address));
		MUST(send_to(fd6, "x", "::1", port_of(fd6)));
		await(fd6, POLLIN);
		MUST(recvfrom(fd6, bytes, 8, 0, (struct sockaddr *)address, &length));
		say("v6 given %u: length %u, next byte %02x", given, length, address[given]);
	}
	socklen_t negative = (socklen_t)-1;
	char bytes[8];
	struct sockaddr_storage from;
	MUST(send_to(fd, "x", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	TRY(recvfrom(fd, bytes, 8, 0, (struct sockaddr *)&from, &negative));
	return 0;
}
