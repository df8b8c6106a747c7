/* sendfile into a full nonblocking connection sends a part and then says EAGAIN */
#include "parity.h"
#include <sys/sendfile.h>

int main(void)
{
	static char block[1 << 20];
	char name[] = "/tmp/parity-XXXXXX";
	int client, server, file = MUST(mkstemp(name));
	long total = 0, drained = 0, size = 16 << 20;
	ssize_t count;
	MUST(unlink(name));
	for (int index = 0; index < 16; index++)
		MUST(write(file, block, sizeof(block)));
	MUST(lseek(file, 0, SEEK_SET));
	tcp_pair("127.0.0.1", &client, &server);
	MUST(fcntl(client, F_SETFL, O_NONBLOCK));
	while ((count = sendfile(client, file, NULL, (size_t)size)) > 0)
		total += count;
	say("a part %d, then %s, offset moved %d", total > 0 && total < size, error_name(errno),
	    lseek(file, 0, SEEK_CUR) == total);
	while (drained < total && (count = recv(server, block, sizeof(block), 0)) > 0)
		drained += count;
	say("all of it %d", drained == total);
	await(client, POLLOUT);
	say("goes on %d", sendfile(client, file, NULL, 1000) == 1000);
	return 0;
}
