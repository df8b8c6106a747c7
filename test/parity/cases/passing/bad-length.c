/* a control message that says that it is longer than it is gives EINVAL and no crash */
#include "parity.h"
#include <sys/mman.h>

/* At the end of a page behind which nothing is. */
static char *edge_of_memory(size_t size)
{
	char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	MUST(munmap(pages + 4096, 4096));
	return pages + 4096 - size;
}

int main(void)
{
	static const size_t lengths[] = {
		0, 3, sizeof(struct cmsghdr) - 1, 4096, 1 << 30, SIZE_MAX
	};
	size_t size = CMSG_SPACE(sizeof(int));
	struct cmsghdr *header = (struct cmsghdr *)(void *)edge_of_memory(size);
	char byte = 'x';
	struct iovec part = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = header, .msg_controllen = size
	};
	int pair[2], client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		*header = (struct cmsghdr){ .cmsg_len = lengths[i],
			                    .cmsg_level = SOL_SOCKET,
			                    .cmsg_type = SCM_RIGHTS };
		TRY(sendmsg(pair[0], &message, 0));
		TRY(sendmsg(client, &message, 0));
	}
	return 0;
}
