/* connect to port 0 is refused */
#include "parity.h"

int main(void)
{
	TRY(connect_to(MUST(socket(AF_INET, SOCK_STREAM, 0)), "127.0.0.1", 0));
	TRY(connect_to(MUST(socket(AF_INET6, SOCK_STREAM, 0)), "::1", 0));
	return 0;
}
