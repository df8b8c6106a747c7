/* of four processes that bind one port at the same moment exactly one wins, each time */
#include "parity.h"

#define ROUNDS 60
#define CHILDREN 4

/* Every round: a byte to each child starts it, a byte back says whether it won, another ends the round. */
static void compete(int start, int answer)
{
	uint16_t port;
	char byte;
	while (read(start, &port, sizeof(port)) == sizeof(port)) {
		int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
		byte = bind_to(fd, "127.0.0.1", port) == 0 && listen(fd, 5) == 0;
		MUST(write(answer, &byte, 1));
		MUST(read(start, &byte, 1));
		MUST(close(fd));
		MUST(write(answer, &byte, 1));
	}
	_exit(0);
}

int main(void)
{
	int starts[CHILDREN][2], answers[2], exactly_one = 0;
	MUST(pipe(answers));
	for (int child = 0; child < CHILDREN; child++)
		MUST(pipe(starts[child]));
	for (int child = 0; child < CHILDREN; child++)
		if (start_child() == 0) {
			for (int other = 0; other < CHILDREN; other++)
				MUST(close(starts[other][1]));
			compete(starts[child][0], answers[1]);
		}
	for (int round = 0; round < ROUNDS; round++) {
		uint16_t port = (uint16_t)free_port(SOCK_STREAM);
		int winners = 0;
		char byte;
		for (int child = 0; child < CHILDREN; child++)
			MUST(write(starts[child][1], &port, sizeof(port)));
		for (int child = 0; child < CHILDREN; child++) {
			MUST(read(answers[0], &byte, 1));
			winners += byte;
		}
		for (int child = 0; child < CHILDREN; child++)
			MUST(write(starts[child][1], "e", 1));
		for (int child = 0; child < CHILDREN; child++)
			MUST(read(answers[0], &byte, 1));
		exactly_one += winners == 1;
	}
	say("exactly one winner in %d of %d rounds", exactly_one, ROUNDS);
	return 0;
}
