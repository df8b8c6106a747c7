/* SO_PEERCRED on TCP tells nothing about the peer's process */
#include "parity.h"

int main(void)
{
	struct ucred who = { 0 };
	socklen_t length = sizeof(who);
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(getsockopt(server, SOL_SOCKET, SO_PEERCRED, &who, &length));
	say("pid %d uid %d gid %d length %u", who.pid, (int)who.uid, (int)who.gid, length);
	length = sizeof(who);
	TRY(getsockopt(udp_socket("127.0.0.1"), SOL_SOCKET, SO_PEERCRED, &who, &length));
	say("pid %d uid %d gid %d length %u", who.pid, (int)who.uid, (int)who.gid, length);
	return 0;
}
