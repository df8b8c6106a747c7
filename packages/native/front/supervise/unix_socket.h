/* What the kernel says of a program's own unix socket. */
#ifndef SOCKETWRAP_UNIX_SOCKET_H
#define SOCKETWRAP_UNIX_SOCKET_H

#include "call.h"

struct unix_socket {
	int type; /* 0: there is none */
	bool is_listening;
	bool is_connected;
};

struct unix_socket unix_socket_of(const struct call *call, uint64_t inode);

#endif
