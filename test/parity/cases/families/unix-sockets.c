/* the program's own unix sockets behave as always, with paths, abstract names and pairs */
#include "parity.h"

static void show(const char *label, int fd, bool peer)
{
	struct sockaddr_un name = { 0 };
	socklen_t length = sizeof(name);
	int result = peer ? getpeername(fd, (struct sockaddr *)&name, &length)
	                  : getsockname(fd, (struct sockaddr *)&name, &length);
	say("%s: %d family %d length %u '%s'", label, result, name.sun_family, length,
	    name.sun_path[0] ? name.sun_path : name.sun_path + 1);
}

int main(void)
{
	struct sockaddr_un path = { .sun_family = AF_UNIX }, abstract = { .sun_family = AF_UNIX };
	int pair[2];
	strcpy(path.sun_path, "own.sock");
	snprintf(abstract.sun_path + 1, 20, "parity-%d", 123456);
	socklen_t abstract_length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 14);
	int listener = MUST(socket(AF_UNIX, SOCK_STREAM, 0)),
	    client = MUST(socket(AF_UNIX, SOCK_STREAM, 0));
	TRY(connect(client, (struct sockaddr *)&path, sizeof(path)));
	TRY(bind(listener, (struct sockaddr *)&path, sizeof(path)));
	TRY(listen(listener, 5));
	TRY(connect(client, (struct sockaddr *)&path, sizeof(path)));
	int server = OPEN(accept(listener, NULL, NULL));
	show("listener", listener, false);
	show("client", client, false);
	show("client's peer", client, true);
	show("server's peer", server, true);
	MUST(send(client, "unix", 4, 0));
	say_received("server", server, 10, 0);
	TRY(set_option(client, IPPROTO_TCP, TCP_NODELAY, 1));
	say("domain %d", option_of(client, SOL_SOCKET, SO_DOMAIN));
	MUST(unlink("own.sock"));
	int dgram = MUST(socket(AF_UNIX, SOCK_DGRAM, 0)),
	    sender = MUST(socket(AF_UNIX, SOCK_DGRAM, 0));
	TRY(bind(dgram, (struct sockaddr *)&abstract, abstract_length));
	TRY(sendto(sender, "abstract", 8, 0, (struct sockaddr *)&abstract, abstract_length));
	say_received("dgram", dgram, 20, 0);
	TRY(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	TRY(send(pair[0], "packet", 6, 0));
	say_received("pair", pair[1], 20, 0);
	say_ready("pair", pair[0]);
	return 0;
}
