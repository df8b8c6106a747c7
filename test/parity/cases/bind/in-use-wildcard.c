/* a wildcard and a specific address on one port exclude each other within a family */
#include "parity.h"

static void probe(const char *first_ip, const char *second_ip)
{
	int first = MUST(socket(family_of(first_ip), SOCK_STREAM, 0));
	MUST(bind_to(first, first_ip, free_port(SOCK_STREAM)));
	MUST(listen(first, 5));
	int second = MUST(socket(family_of(second_ip), SOCK_STREAM, 0));
	int result = bind_to(second, second_ip, port_of(first));
	say("%s then %s: %s", first_ip, second_ip, error_name(result ? errno : 0));
	MUST(close(first));
	MUST(close(second));
}

int main(void)
{
	probe("0.0.0.0", "127.0.0.1");
	probe("127.0.0.1", "0.0.0.0");
	probe("::", "::1");
	probe("::1", "::");
	probe("127.0.0.1", "127.0.0.2");
	probe("127.0.0.1", "::1");
	return 0;
}
