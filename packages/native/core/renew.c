#include "renew.h"

#include <fcntl.h>
#include <string.h>
#include <sys/un.h>

#include "../real/real.h"
#include "readiness.h"
#include "reset.h"

static void copy_real_options(int from, int to)
{
	static const int names[] = { SO_RCVTIMEO,  SO_SNDTIMEO,  SO_RCVLOWAT, SO_KEEPALIVE,
		                     SO_OOBINLINE, SO_REUSEADDR, SO_LINGER,   SO_BROADCAST,
		                     SO_RCVBUF,    SO_SNDBUF };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		option_copy_real(to, from, names[i]);
}

void real_put_in_place(int fresh, int fd)
{
	int is_close_on_exec = real(fcntl)(fd, F_GETFD) & FD_CLOEXEC;
	real(dup3)(fresh, fd, is_close_on_exec ? O_CLOEXEC : 0);
}

void real_replace(struct socket *socket, int fd, int fresh)
{
	real(fcntl)(fresh, F_SETFL, real(fcntl)(fd, F_GETFL));
	real_put_in_place(fresh, fd);
	if (atomic_load(&socket->references) > 1) {
		for (int other = 0; other <= table_highest(); other++)
			if (other != fd && table_find(other) == socket)
				real_put_in_place(fresh, other);
	}
	real(close)(fresh);
}

int socket_renew_real(struct socket *socket, int fd)
{
	int fresh = kernel_result(real(socket)(AF_UNIX, socket->type | SOCK_CLOEXEC, 0));
	if (fresh < 0)
		return fresh;
	copy_real_options(fd, fresh);
	real_replace(socket, fd, fresh);
	readiness_watch_again(socket);
	memset(&socket->bound, 0, sizeof socket->bound);
	socket->needs_fresh_real = false;
	return 0;
}

/* A connection that its listener drops before accepting it: error, hang-up, readable, writable. */
void real_show_refusal(int fd)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	socklen_t length = sizeof name;
	int listener = real(socket)(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (listener < 0)
		return;
	if (real(bind)(listener, (struct sockaddr *)&name, sizeof name.sun_family) == 0 &&
	    real(getsockname)(listener, (struct sockaddr *)&name, &length) == 0 &&
	    real(listen)(listener, 1) == 0)
		real(connect)(fd, (struct sockaddr *)&name, length);
	real(close)(listener);
}

int stream_disconnect(struct socket *socket, int fd)
{
	int result = 0;
	bool is_bound = socket->is_bound_by_program;
	struct endpoint local = socket->local;
	if (atomic_load(&socket->state) == SOCKET_UNBOUND)
		return 0;
	if (socket_is_connected(socket))
		reset_record(socket);
	if (socket->needs_fresh_real || atomic_load(&socket->state) == SOCKET_LISTENING)
		result = socket_renew_real(socket, fd);
	if (result < 0)
		return result;
	socket->remote = (struct endpoint){ address_any(socket->family), 0 };
	socket->local =
		(struct endpoint){ is_bound ? local.address : socket->remote.address, local.port };
	atomic_store(&socket->state, is_bound ? SOCKET_BOUND : SOCKET_UNBOUND);
	socket->is_shut_for_read = socket->is_shut_for_write = false;
	socket->has_lost_peer = socket->has_seen_reset = socket->has_seen_end =
		socket->is_connect_failed = false;
	atomic_store(&socket->pending_error, 0);
	return 0;
}
