/* TCP cannot connect to broadcast or multicast addresses */
#include "parity.h"

int main(void)
{
	TRY(connect_to(MUST(socket(AF_INET, SOCK_STREAM, 0)), "127.255.255.255", 9));
	TRY(connect_to(MUST(socket(AF_INET, SOCK_STREAM, 0)), "255.255.255.255", 9));
	return 0;
}
