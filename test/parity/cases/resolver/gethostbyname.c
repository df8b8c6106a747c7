/* gethostbyname and its relatives give numbers, localhost and the error of a small buffer */
#include "parity.h"
#include <netdb.h>

static void say_entry(const char *label, const struct hostent *entry, int host_error)
{
	char text[INET6_ADDRSTRLEN];
	if (!entry) {
		say("%s: none, %d", label, host_error);
		return;
	}
	say("%s: %s family %d length %d", label, entry->h_name, entry->h_addrtype, entry->h_length);
	for (char **address = entry->h_addr_list; *address; address++)
		say("  %s", inet_ntop(entry->h_addrtype, *address, text, sizeof(text)));
}

static void say_small(size_t size)
{
	char buffer[512];
	struct hostent entry, *result = &entry;
	int host_error = 77;
	int status = gethostbyname_r("localhost", &entry, buffer, size, &result, &host_error);
	say("with %zu bytes: %s, %s", size, status ? error_name(status) : "0",
	    result                         ? "an entry"
	    : host_error == NETDB_INTERNAL ? "an internal error"
	                                   : "none");
}

int main(void)
{
	struct in_addr v4 = { .s_addr = htonl(INADDR_LOOPBACK) };
	say_entry("localhost", gethostbyname("localhost"), h_errno);
	say_entry("127.0.0.9", gethostbyname("127.0.0.9"), h_errno);
	say_entry("127.1", gethostbyname("127.1"), h_errno);
	say_entry("::1", gethostbyname2("::1", AF_INET6), h_errno);
	say_entry("127.0.0.1 back", gethostbyaddr(&v4, sizeof(v4), AF_INET), h_errno);
	errno = 0;
	say("%p %s", (void *)gethostbyname2("localhost", AF_UNIX), error_name(errno));
	say_small(0);
	say_small(8);
	say_small(512);
	sethostent(1);
	struct hostent *first = gethostent();
	say_entry("the first line", first, h_errno);
	endhostent();
	return 0;
}
