/* writev and sendmsg into a full nonblocking connection write a part and then say EAGAIN */
#include "parity.h"

int main(void)
{
	static char block[1 << 16], sink[1 << 20];
	struct iovec parts[8];
	int client, server;
	long total = 0, drained = 0;
	ssize_t count;
	for (int index = 0; index < 8; index++)
		parts[index] = (struct iovec){ block, sizeof(block) };
	tcp_pair("::1", &client, &server);
	MUST(fcntl(client, F_SETFL, O_NONBLOCK));
	while ((count = writev(client, parts, 8)) > 0)
		total += count;
	say("some %d, then %s", total > 0, error_name(errno));
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 8 };
	while ((count = sendmsg(client, &message, MSG_DONTWAIT)) > 0)
		total += count;
	say("then %s", error_name(errno));
	while (drained < total && (count = recv(server, sink, sizeof(sink), 0)) > 0)
		drained += count;
	say("all of it %d", drained == total);
	return 0;
}
