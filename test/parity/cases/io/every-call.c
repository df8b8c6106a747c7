/* every call that writes or reads carries the same bytes */
#include "parity.h"

static void check(const char *label, int server, long sent)
{
	say("%s sent %ld", label, sent);
	await(server, POLLIN);
	say_received("server", server, 100, 0);
}

int main(void)
{
	int client, server;
	struct iovec parts[2] = { { "vec", 3 }, { "tor", 3 } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	struct mmsghdr many[2] = { { .msg_hdr = message }, { .msg_hdr = message } };
	tcp_pair("127.0.0.1", &client, &server);
	check("write", server, write(client, "write", 5));
	check("send", server, send(client, "send", 4, 0));
	check("sendto", server, sendto(client, "sendto", 6, 0, NULL, 0));
	check("writev", server, writev(client, parts, 2));
	check("sendmsg", server, sendmsg(client, &message, 0));
	check("sendmmsg", server, sendmmsg(client, many, 2, 0));
	check("dprintf", server, dprintf(client, "%d items", 3));
	char first[3], second[8];
	struct iovec places[2] = { { first, 3 }, { second, 8 } };
	MUST(write(client, "abcdef", 6));
	await(server, POLLIN);
	TRY(readv(server, places, 2));
	say("%.3s %.3s", first, second);
	MUST(write(client, "uvwxyz", 6));
	await(server, POLLIN);
	struct msghdr received = { .msg_iov = places, .msg_iovlen = 2 };
	TRY(recvmsg(server, &received, 0));
	say("%.3s %.3s flags %x name length %u control %zu", first, second, received.msg_flags,
	    received.msg_namelen, received.msg_controllen);
	MUST(write(client, "123", 3));
	await(server, POLLIN);
	TRY(read(server, first, 3));
	say("%.3s", first);
	TRY(pread(server, first, 3, 0));
	TRY(pwrite(client, "x", 1, 0));
	TRY(preadv2(server, places, 2, -1, RWF_NOWAIT));
	return 0;
}
