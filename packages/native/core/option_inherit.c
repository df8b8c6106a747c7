/* What a real socket gets from another one: accept() hands it on, a replaced socket keeps it. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/time.h>

#include "../real/real.h"
#include "option_table.h"
#include "options.h"
#include "socket.h"

void option_copy_real(int to_fd, int from_fd, int name)
{
	char value[sizeof(struct timeval)];
	socklen_t length = sizeof(value);
	if (real(getsockopt)(from_fd, SOL_SOCKET, name, value, &length) < 0)
		return;
	if (name == SO_SNDBUF || name == SO_RCVBUF) { /* the kernel gives back twice what it took */
		int size;
		memcpy(&size, value, sizeof(size));
		size /= 2;
		memcpy(value, &size, sizeof(size));
	}
	real(setsockopt)(to_fd, SOL_SOCKET, name, value, length);
}

void option_inherit(struct socket *accepted, int accepted_fd, const struct socket *listener,
                    int listener_fd)
{
	accepted->options = listener->options;
	option_forget(accepted, IPPROTO_TCP, TCP_DEFER_ACCEPT);
	option_forget(accepted, IPPROTO_TCP, TCP_FASTOPEN);
	option_forget(accepted, SOL_SOCKET, SO_PRIORITY);
	for (uint64_t left = accepted->options.passed; left != 0; left &= left - 1)
		option_copy_real(accepted_fd, listener_fd, __builtin_ctzll(left));
}
