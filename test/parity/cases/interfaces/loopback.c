/* the loopback interface answers the usual questions */
#include "parity.h"
#include <net/if.h>

int main(void)
{
	struct ifreq request = { .ifr_name = "lo" };
	int fd = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	char name[IF_NAMESIZE] = "";
	say("index %u", if_nametoindex("lo"));
	say("name %s", if_indextoname(1, name) ? name : "none");
	TRY(ioctl(fd, SIOCGIFADDR, &request));
	say("%s", endpoint_text(&request.ifr_addr, sizeof(request.ifr_addr), SOCK_DGRAM));
	TRY(ioctl(fd, SIOCGIFNETMASK, &request));
	say("%s", endpoint_text(&request.ifr_addr, sizeof(request.ifr_addr), SOCK_DGRAM));
	TRY(ioctl(fd, SIOCGIFFLAGS, &request));
	say("up %d loopback %d running %d", (request.ifr_flags & IFF_UP) != 0,
	    (request.ifr_flags & IFF_LOOPBACK) != 0, (request.ifr_flags & IFF_RUNNING) != 0);
	TRY(ioctl(fd, SIOCGIFINDEX, &request));
	say("index %d", request.ifr_ifindex);
	TRY(ioctl(fd, SIOCGIFMTU, &request));
	say("mtu %d", request.ifr_mtu);
	memcpy(request.ifr_name, "nosuch0", 8);
	TRY(ioctl(fd, SIOCGIFADDR, &request));
	TRY(ioctl(MUST(socket(AF_INET, SOCK_STREAM, 0)), SIOCGIFFLAGS, &request));
	return 0;
}
