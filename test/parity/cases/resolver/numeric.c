/* getaddrinfo and getnameinfo translate numeric addresses and services */
#include "parity.h"
#include <netdb.h>

static void lookup(const char *host, const char *service, int family, int type, int flags)
{
	struct addrinfo hints = { .ai_family = family, .ai_socktype = type, .ai_flags = flags },
			*list;
	int result = getaddrinfo(host, service, &hints, &list);
	say("%s %s flags %x: %s", host ? host : "-", service ? service : "-", flags,
	    result ? gai_strerror(result) : "found");
	if (result)
		return;
	for (struct addrinfo *entry = list; entry; entry = entry->ai_next)
		say("  %s type %d protocol %d",
		    endpoint_text(entry->ai_addr, entry->ai_addrlen, SOCK_STREAM),
		    entry->ai_socktype, entry->ai_protocol);
	freeaddrinfo(list);
}

int main(void)
{
	lookup("127.0.0.1", "80", AF_UNSPEC, SOCK_STREAM, 0);
	lookup("::1", "http", AF_UNSPEC, SOCK_STREAM, 0);
	lookup("127.0.0.1", NULL, AF_INET, SOCK_DGRAM, AI_NUMERICHOST);
	lookup("not-numeric", "80", AF_UNSPEC, SOCK_STREAM, AI_NUMERICHOST);
	lookup("::1", "80", AF_INET, SOCK_STREAM, AI_NUMERICHOST);
	lookup("127.0.0.1", "no-such-service", AF_UNSPEC, SOCK_STREAM, 0);
	lookup(NULL, "80", AF_INET, SOCK_STREAM, AI_PASSIVE);
	lookup(NULL, "80", AF_INET6, SOCK_STREAM, AI_PASSIVE);
	lookup(NULL, "80", AF_INET, SOCK_STREAM, 0);
	lookup(NULL, NULL, AF_INET, SOCK_STREAM, 0);
	struct endpoint from = endpoint_of("127.0.0.9", 80);
	char host[64], service[32];
	TRY(getnameinfo((struct sockaddr *)&from.address, from.length, host, sizeof(host), service,
	                sizeof(service), NI_NUMERICHOST | NI_NUMERICSERV));
	say("%s %s", host, service);
	TRY(getnameinfo((struct sockaddr *)&from.address, 4, host, sizeof(host), service,
	                sizeof(service), 0));
	return 0;
}
