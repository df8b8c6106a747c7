/* UDP ports in use give EADDRINUSE unless all ask for SO_REUSEADDR or SO_REUSEPORT */
#include "parity.h"

static void probe(const char *label, int option, const char *first_ip, const char *second_ip)
{
	int first = MUST(socket(family_of(first_ip), SOCK_DGRAM, 0));
	int second = MUST(socket(family_of(second_ip), SOCK_DGRAM, 0));
	if (option)
		MUST(set_option(first, SOL_SOCKET, option, 1));
	MUST(bind_to(first, first_ip, free_port(SOCK_DGRAM)));
	int result = bind_to(second, second_ip, port_of(first));
	say("%s %s then %s without it: %s", label, first_ip, second_ip,
	    error_name(result ? errno : 0));
	MUST(close(second));
	second = MUST(socket(family_of(second_ip), SOCK_DGRAM, 0));
	if (option)
		MUST(set_option(second, SOL_SOCKET, option, 1));
	result = bind_to(second, second_ip, port_of(first));
	say("%s %s then %s: %s", label, first_ip, second_ip, error_name(result ? errno : 0));
	MUST(close(first));
	MUST(close(second));
}

int main(void)
{
	probe("plain", 0, "127.0.0.1", "127.0.0.1");
	probe("plain", 0, "127.0.0.1", "0.0.0.0");
	probe("plain", 0, "::", "0.0.0.0");
	probe("plain", 0, "::", "127.0.0.1");
	probe("plain", 0, "::1", "::1");
	probe("plain", 0, "::1", "127.0.0.1");
	probe("reuseaddr", SO_REUSEADDR, "127.0.0.1", "127.0.0.1");
	probe("reuseaddr", SO_REUSEADDR, "0.0.0.0", "127.0.0.1");
	probe("reuseport", SO_REUSEPORT, "127.0.0.1", "127.0.0.1");
	probe("reuseport", SO_REUSEPORT, "::1", "::1");
	return 0;
}
