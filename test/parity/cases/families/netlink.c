/* netlink sockets still talk to the kernel */
#include "parity.h"
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

int main(void)
{
	struct {
		struct nlmsghdr header;
		struct rtgenmsg message;
	} request = { .header = { .nlmsg_len = sizeof(request),
		                  .nlmsg_type = RTM_GETLINK,
		                  .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP } };
	char answer[16384];
	struct sockaddr_nl own = { .nl_family = AF_NETLINK }, name = { 0 };
	socklen_t length = sizeof(name);
	int fd = OPEN(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
	TRY(bind(fd, (struct sockaddr *)&own, sizeof(own)));
	TRY(getsockname(fd, (struct sockaddr *)&name, &length));
	say("family %d length %u", name.nl_family, length);
	say("sent all %d", send(fd, &request, sizeof(request), 0) == sizeof(request));
	say("an answer %d", recv(fd, answer, sizeof(answer), 0) > 0);
	return 0;
}
