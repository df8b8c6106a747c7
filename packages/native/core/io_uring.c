#include "io_uring.h"

#include <errno.h>
#include <linux/io_uring.h>
#include <stddef.h>

#include "network.h"

/* libuv makes such a ring for each loop, only for epoll_ctl(), and does without as well. */
static bool is_for_epoll(unsigned entries, const struct io_uring_params *params)
{
	enum { ENTRIES_OF_LIBUV = 256 };
	return entries == ENTRIES_OF_LIBUV && (params->flags & IORING_SETUP_SQPOLL) == 0;
}

bool io_uring_is_refused(struct context context, unsigned entries,
                         const struct io_uring_params *params)
{
	if (context.network == NULL || context.network->is_compat)
		return false;
	if (params != NULL && !is_for_epoll(entries, params))
		notice_unsupported(context, NOTICE_IO_URING, "io_uring_setup()", ENOSYS,
		                   "operations of a ring would go past the network");
	return true;
}
