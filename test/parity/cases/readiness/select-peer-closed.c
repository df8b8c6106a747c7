/* select and poll of several sockets at once report each as it is */
#include "parity.h"
#include <sys/select.h>

int main(void)
{
	int client, server, other_client, other_server, listener = tcp_listener("127.0.0.1");
	struct pollfd entries[6];
	tcp_pair("127.0.0.1", &client, &server);
	tcp_pair("::1", &other_client, &other_server);
	MUST(close(server));
	await(client, POLLRDHUP);
	int fds[6] = { client, listener, other_client, -1, 900, udp_socket("127.0.0.1") };
	for (int index = 0; index < 6; index++)
		entries[index] = (struct pollfd){ .fd = fds[index],
			                          .events = POLLIN | POLLRDHUP,
			                          .revents = 77 };
	say("poll %d", poll(entries, 6, 0));
	for (int index = 0; index < 6; index++)
		say("%d:%s", index, events_text(entries[index].revents));
	entries[0].events = 0;
	entries[1].fd = ~entries[1].fd;
	entries[4].fd = -1;
	say("poll %d:%s", poll(entries, 1, 0), events_text(entries[0].revents));
	TRY(poll(entries + 1, 5, 0));
	TRY(poll(NULL, 0, 1));
	TRY(ppoll(entries + 1, 5, &(struct timespec){ 0 }, NULL));
	fd_set in;
	FD_ZERO(&in);
	FD_SET(client, &in);
	FD_SET(other_client, &in);
	say("select %d: %d %d", select(FD_SETSIZE, &in, NULL, NULL, &(struct timeval){ 0 }),
	    FD_ISSET(client, &in) != 0, FD_ISSET(other_client, &in) != 0);
	return 0;
}
