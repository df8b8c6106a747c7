/* four processes that bind port 0 at once never get the same port */
#include "parity.h"

int main(void)
{
	static unsigned char seen[65536];
	int results[2], hold[2], distinct = 0;
	MUST(pipe(results));
	MUST(pipe(hold));
	for (int child = 0; child < 4; child++) {
		if (start_child() != 0)
			continue;
		uint16_t ports[60];
		char byte;
		for (int index = 0; index < 60; index++)
			ports[index] = (uint16_t)port_of(tcp_listener("127.0.0.1"));
		MUST(write(results[1], ports, sizeof(ports)));
		MUST(close(hold[1]));
		read(hold[0], &byte, 1);
		_exit(0);
	}
	for (int child = 0; child < 4; child++) {
		uint16_t ports[60];
		MUST(read(results[0], ports, sizeof(ports)));
		for (int index = 0; index < 60; index++) {
			distinct += !seen[ports[index]];
			seen[ports[index]] = 1;
		}
	}
	say("%d distinct ports", distinct);
	MUST(close(hold[1]));
	while (wait(NULL) > 0)
		;
	return 0;
}
