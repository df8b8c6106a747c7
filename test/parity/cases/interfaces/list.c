/* the list of interfaces holds lo with 127.0.0.1 and ::1 */
#include "parity.h"
#include <ifaddrs.h>
#include <net/if.h>

int main(void)
{
	struct ifaddrs *list;
	struct ifreq requests[64];
	struct ifconf configuration = { .ifc_len = sizeof(requests), .ifc_req = requests };
	int v4 = 0, v6 = 0, listed = 0;
	TRY(getifaddrs(&list));
	for (struct ifaddrs *entry = list; entry; entry = entry->ifa_next) {
		if (!entry->ifa_addr || strcmp(entry->ifa_name, "lo") != 0)
			continue;
		if (entry->ifa_addr->sa_family == AF_INET)
			v4 += strcmp(endpoint_text(entry->ifa_addr, 16, SOCK_DGRAM),
			             "127.0.0.1:0 (length 16)") == 0;
		if (entry->ifa_addr->sa_family == AF_INET6)
			v6 += IN6_IS_ADDR_LOOPBACK(
				&((struct sockaddr_in6 *)entry->ifa_addr)->sin6_addr);
	}
	freeifaddrs(list);
	say("lo has 127.0.0.1 %d, ::1 %d", v4, v6);
	TRY(ioctl(MUST(socket(AF_INET, SOCK_DGRAM, 0)), SIOCGIFCONF, &configuration));
	for (size_t index = 0; index < (size_t)configuration.ifc_len / sizeof(struct ifreq);
	     index++)
		listed += strcmp(requests[index].ifr_name, "lo") == 0;
	say("lo is listed %d", listed);
	return 0;
}
