/* sendfile refuses what it cannot read, moves offsets, and sends nothing past the end */
#include "parity.h"
#include <sys/sendfile.h>

static int client, server;

static void say_position(const char *label, int file, off_t offset)
{
	say("%s: offset %ld, position %ld", label, (long)offset, (long)lseek(file, 0, SEEK_CUR));
}

static void regular_file(void)
{
	char name[] = "/tmp/parity-XXXXXX";
	int file = MUST(mkstemp(name));
	off_t offset = 8;
	MUST(write(file, "0123456789", 10));
	MUST(lseek(file, 2, SEEK_SET));
	TRY(sendfile(client, file, &offset, 100));
	say_position("cut at the end", file, offset);
	TRY(sendfile(client, file, &offset, 100));
	offset = 1000;
	TRY(sendfile(client, file, &offset, 100));
	say_position("past the end", file, offset);
	TRY(sendfile(client, file, NULL, 0));
	offset = 4;
	TRY(sendfile(client, file, &offset, 0));
	say_position("nothing", file, offset);
	offset = -1;
	TRY(sendfile(client, file, &offset, 5));
	TRY(sendfile(client, file, &offset, 0));
	say_position("negative", file, offset);
	TRY(sendfile(client, file, NULL, (size_t)-1));
	TRY(sendfile(client, file, NULL, SIZE_MAX / 2));
	say_position("a huge count", file, offset);
	int write_only = MUST(open(name, O_WRONLY));
	TRY(sendfile(client, write_only, NULL, 5));
	offset = 0;
	TRY(sendfile(client, write_only, &offset, 5));
	MUST(unlink(name));
	MUST(shutdown(client, SHUT_WR));
	MUST(set_option(server, SOL_SOCKET, SO_RCVLOWAT, 10));
	await(server, POLLIN);
	say_received("server", server, 100, 0);
}

int main(void)
{
	int pair[2], peer, peers_peer;
	off_t offset = 0;
	tcp_pair("127.0.0.1", &client, &server);
	tcp_pair("127.0.0.1", &peer, &peers_peer);
	MUST(pipe(pair));
	MUST(write(pair[1], "in the pipe", 11));
	MUST(send(peers_peer, "from a socket", 13, 0));
	await(peer, POLLIN);
	TRY(sendfile(client, pair[0], NULL, 5));
	TRY(sendfile(client, pair[0], &offset, 5));
	TRY(sendfile(client, pair[0], NULL, 0));
	TRY(sendfile(client, pair[1], NULL, 5));
	TRY(sendfile(client, peer, NULL, 5));
	TRY(sendfile(client, peer, &offset, 5));
	TRY(sendfile(client, -1, NULL, 5));
	TRY(sendfile(client, MUST(open("/tmp", O_RDONLY | O_DIRECTORY)), NULL, 5));
	TRY(sendfile(client, MUST(open("/tmp", O_PATH)), NULL, 5));
	TRY(sendfile(client, MUST(open("/dev/null", O_RDONLY)), NULL, 5));
	TRY(sendfile(pair[1], peer, NULL, 5));
	int zero = MUST(open("/dev/zero", O_RDONLY));
	TRY(sendfile(client, zero, NULL, 5));
	TRY(sendfile(client, zero, &offset, 5));
	say("offset %ld", (long)offset);
	await(server, POLLIN);
	say("zeros come %zd", recv(server, &(char[16]){ 0 }, 10, MSG_WAITALL));
	regular_file();
	return 0;
}
