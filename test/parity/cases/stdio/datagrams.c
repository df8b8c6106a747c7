/* a stream on a connected UDP socket sends and receives datagrams */
#include "parity.h"

int main(void)
{
	char line[64];
	int one = udp_socket("127.0.0.1"), two = udp_socket("127.0.0.1");
	MUST(connect_to(one, "127.0.0.1", port_of(two)));
	MUST(connect_to(two, "127.0.0.1", port_of(one)));
	FILE *out = fdopen(one, "w"), *in = fdopen(two, "r");
	TRY(fputs("one line\nand another\n", out) >= 0 ? 0 : -1);
	TRY(fflush(out));
	TRY(fputs("second datagram\n", out) >= 0 ? 0 : -1);
	TRY(fflush(out));
	for (int index = 0; index < 3; index++)
		say("%s", fgets(line, sizeof(line), in) ? line : "nothing");
	TRY(dprintf(two, "%s %d", "back", 7));
	await(one, POLLIN);
	say_received("one", one, 64, 0);
	TRY(fclose(out));
	TRY(fclose(in));
	return 0;
}
