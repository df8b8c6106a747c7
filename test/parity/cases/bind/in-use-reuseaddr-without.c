/* a socket without SO_REUSEADDR cannot bind a port that others share with it */
#include "parity.h"

int main(void)
{
	int first = MUST(socket(AF_INET, SOCK_STREAM, 0)),
	    second = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(set_option(first, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(bind_to(first, "127.0.0.1", 0));
	TRY(bind_to(second, "127.0.0.1", port_of(first)));
	TRY(listen(first, 5));
	return 0;
}
