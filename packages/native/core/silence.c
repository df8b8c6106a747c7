#include "silence.h"

#include <limits.h>
#include <sys/time.h>

#include "../real/real.h"
#include "host_entry.h"

void host_set_silent(struct network *network, uint16_t index, bool is_silent)
{
	struct host_entry *entry = host_entry_alive(network, index);
	if (entry != NULL)
		atomic_store(&entry->is_silent, is_silent);
}

static bool is_silent(struct context context, int host)
{
	const struct host_entry *entry =
		host < 0 ? NULL : host_entry_alive(context.network, (uint16_t)host);
	return entry != NULL && atomic_load_explicit(&entry->is_silent, memory_order_relaxed) != 0;
}

bool silence_is_between(struct context context, int host)
{
	return host != context.host &&
	       (is_silent(context, host) || is_silent(context, context.host));
}

bool silence_awaits(const struct socket *socket)
{
	int host = host_of_address(socket->context, &socket->remote.address);
	return silence_is_between(socket->context, host);
}

/* Nobody knows the name of a connection's end, so nobody connects to what listens there. */
int silence_begin(int fd)
{
	int result = kernel_result(real(listen)(fd, 0));
	return result < 0 ? result : -EINPROGRESS;
}

static int patience_ms(int fd)
{
	struct timeval patience = { 0 };
	socklen_t length = sizeof patience;
	real(getsockopt)(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, &length);
	if (patience.tv_sec == 0 && patience.tv_usec == 0)
		return -1;
	if (patience.tv_sec >= INT_MAX / 1000)
		return INT_MAX;
	return (int)(patience.tv_sec * 1000 + patience.tv_usec / 1000);
}

int silence_endure(int fd)
{
	struct pollfd nothing = { .fd = fd, .events = 0 };
	int result = kernel_result(real(poll)(&nothing, 1, patience_ms(fd)));
	return result < 0 ? result : -EINPROGRESS;
}
