/* a V6ONLY socket refuses mapped IPv4 addresses and the option cannot change after bind */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET6, SOCK_STREAM, 0));
	MUST(set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1));
	TRY(bind_to(fd, "::ffff:127.0.0.1", 0));
	TRY(connect_to(fd, "::ffff:127.0.0.1", 9));
	TRY(set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0));
	TRY(bind_to(fd, "::ffff:127.0.0.1", 0));
	say_name("mapped", fd);
	TRY(set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1));
	say("v6only is %d", option_of(fd, IPPROTO_IPV6, IPV6_V6ONLY));
	int udp = MUST(socket(AF_INET6, SOCK_DGRAM, 0));
	say("udp v6only is %d", option_of(udp, IPPROTO_IPV6, IPV6_V6ONLY));
	MUST(set_option(udp, IPPROTO_IPV6, IPV6_V6ONLY, 1));
	TRY(bind_to(udp, "::ffff:127.0.0.1", 0));
	TRY(send_to(udp, "x", "::ffff:127.0.0.1", 9));
	return 0;
}
