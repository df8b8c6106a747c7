/* Sends and receives descriptors over the program's own unix socket pair. */
#ifndef PASSING_H
#define PASSING_H

#include "parity.h"

#define MOST_PASSED 16

static inline ssize_t send_descriptors(int channel, const int *fds, int count)
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(int) * MOST_PASSED)];
	} control;
	char byte = 'f';
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control };
	memset(&control, 0, sizeof(control));
	message.msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)count);
	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(sizeof(int) * (size_t)count);
	memcpy(CMSG_DATA(&control.header), fds, sizeof(int) * (size_t)count);
	return sendmsg(channel, &message, 0);
}

/* Returns how many descriptors came. */
static inline int receive_descriptors(int channel, int *fds, int flags)
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(int) * MOST_PASSED)];
	} control;
	char byte;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part,
		                  .msg_iovlen = 1,
		                  .msg_control = &control,
		                  .msg_controllen = sizeof(control) };
	MUST(recvmsg(channel, &message, flags));
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (!header || header->cmsg_type != SCM_RIGHTS)
		return 0;
	size_t size = header->cmsg_len - CMSG_LEN(0);
	memcpy(fds, CMSG_DATA(header), size);
	return (int)(size / sizeof(int));
}

#endif
