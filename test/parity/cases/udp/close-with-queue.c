/* a UDP socket that is closed with unread datagrams leaves nothing for the next one on its port */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), sender = udp_socket("127.0.0.1"), port = port_of(fd);
	for (int index = 0; index < 100; index++)
		MUST(send_to(sender, "old", "127.0.0.1", port));
	MUST(close(fd));
	int fresh = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	TRY(bind_to(fresh, "127.0.0.1", port));
	say_received("fresh", fresh, 10, MSG_DONTWAIT);
	MUST(send_to(sender, "new", "127.0.0.1", port));
	await(fresh, POLLIN);
	say_received("fresh", fresh, 10, MSG_DONTWAIT);
	say_received("fresh", fresh, 10, MSG_DONTWAIT);
	return 0;
}
