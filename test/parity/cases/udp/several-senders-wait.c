/* datagrams of several senders wait together, and each keeps its sender however it is read */
#include "parity.h"

enum { SENDERS = 6 };

static void say_next(int fd)
{
	struct sockaddr_storage from;
	socklen_t length = sizeof(from);
	char bytes[100];
	ssize_t size =
		recvfrom(fd, bytes, sizeof(bytes), MSG_DONTWAIT, (struct sockaddr *)&from, &length);
	say("%.*s from %s", (int)size, bytes, endpoint_text(&from, length, SOCK_DGRAM));
}

static void say_next_two(int fd)
{
	struct sockaddr_storage from[2];
	char bytes[2][100];
	struct iovec parts[2] = { { bytes[0], 100 }, { bytes[1], 100 } };
	struct mmsghdr messages[2] = { 0 };
	for (int index = 0; index < 2; index++)
		messages[index].msg_hdr = (struct msghdr){ .msg_name = &from[index],
			                                   .msg_namelen = sizeof(from[index]),
			                                   .msg_iov = &parts[index],
			                                   .msg_iovlen = 1 };
	TRY(recvmmsg(fd, messages, 2, MSG_DONTWAIT, NULL));
	for (int index = 0; index < 2; index++)
		say("%.*s from %s", (int)messages[index].msg_len, bytes[index],
		    endpoint_text(&from[index], messages[index].msg_hdr.msg_namelen, SOCK_DGRAM));
}

int main(void)
{
	char text[SENDERS][100] = { "one", "", "three", "four", "five", "six" };
	int fd = udp_socket("127.0.0.1"), senders[SENDERS];
	for (int index = 0; index < SENDERS; index++) {
		senders[index] = udp_socket("127.0.0.1");
		say_name("sender", senders[index]);
		MUST(send_to(senders[index], text[index], "127.0.0.1", port_of(fd)));
	}
	say_next(fd);
	say_received("the second", fd, 100, MSG_DONTWAIT);
	say_next(fd);
	say_next_two(fd);
	MUST(send_to(senders[0], "again", "127.0.0.1", port_of(fd)));
	say_next(fd);
	say_next(fd);
	say_received("nothing", fd, 100, MSG_DONTWAIT);
	return 0;
}
