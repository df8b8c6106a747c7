/* a socket bound to the loopback interface works, an unknown interface gives ENODEV */
#include "parity.h"

int main(void)
{
	char name[32] = "";
	socklen_t length = sizeof(name);
	int listener = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(setsockopt(listener, SOL_SOCKET, SO_BINDTODEVICE, "nosuch0", 8));
	TRY(setsockopt(listener, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3));
	TRY(getsockopt(listener, SOL_SOCKET, SO_BINDTODEVICE, name, &length));
	say("%s length %u", name, length);
	MUST(bind_to(listener, "127.0.0.1", 0));
	MUST(listen(listener, 5));
	OPEN(tcp_client("127.0.0.1", port_of(listener)));
	OPEN(accept(listener, NULL, NULL));
	return 0;
}
