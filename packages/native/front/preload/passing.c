#include "passing.h"

#include <string.h>

#include "../../core/socket.h"

static void visit_all(const char *data, size_t size, void (*visit)(int fd))
{
	for (size_t at = 0; size - at >= sizeof(int); at += sizeof(int)) {
		int fd;
		memcpy(&fd, data + at, sizeof fd);
		visit(fd);
	}
}

/* Up to a part that says that it is longer than the rest, which the kernel refuses. */
static void for_each_descriptor(const struct msghdr *message, void (*visit)(int fd))
{
	const char *at = message->msg_control;
	size_t left = at == NULL ? 0 : message->msg_controllen;
	struct cmsghdr part;
	while (left >= sizeof part) {
		memcpy(&part, at, sizeof part);
		if (part.cmsg_len < sizeof part || part.cmsg_len > left)
			return;
		if (part.cmsg_level == SOL_SOCKET && part.cmsg_type == SCM_RIGHTS)
			visit_all(at + sizeof part, part.cmsg_len - sizeof part, visit);
		size_t step = CMSG_ALIGN(part.cmsg_len);
		if (step > left)
			return;
		at += step;
		left -= step;
	}
}

static void recover(int fd)
{
	table_forget(fd);
	socket_recover(fd, context_current());
}

void passing_before_send(const struct msghdr *message)
{
	if (message != NULL && message->msg_controllen > 0 && table_count() > 0)
		for_each_descriptor(message, socket_mark_for_transfer);
}

void passing_after_receive(struct msghdr *message)
{
	if (message->msg_controllen > 0)
		for_each_descriptor(message, recover);
}
