#include "passing.h"

#include <string.h>

#include "../../core/socket.h"

static void for_each_descriptor(const struct msghdr *message, void (*visit)(int fd))
{
	if (message->msg_control == NULL)
		return;
	for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part != NULL;
	     part = CMSG_NXTHDR((struct msghdr *)(uintptr_t)message, part)) {
		if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS ||
		    part->cmsg_len < CMSG_LEN(0))
			continue;
		size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (size_t i = 0; i < count; i++) {
			int fd;
			memcpy(&fd, CMSG_DATA(part) + i * sizeof fd, sizeof fd);
			visit(fd);
		}
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
