/* getaddrinfo checks its flags, families and services before anything is looked up */
#include "parity.h"
#include <netdb.h>

static void lookup(const char *host, const char *service, struct addrinfo hints)
{
	struct addrinfo *list = NULL;
	int result = getaddrinfo(host, service, &hints, &list);
	say("%s %s family %d type %d protocol %d flags %x: %s", host ? host : "-",
	    service ? service : "-", hints.ai_family, hints.ai_socktype, hints.ai_protocol,
	    hints.ai_flags, result ? gai_strerror(result) : "found");
	for (struct addrinfo *entry = list; entry; entry = entry->ai_next)
		say("  %s type %d protocol %d name %s",
		    endpoint_text(entry->ai_addr, entry->ai_addrlen, SOCK_STREAM),
		    entry->ai_socktype, entry->ai_protocol,
		    entry->ai_canonname ? entry->ai_canonname : "-");
	if (list)
		freeaddrinfo(list);
}

#define LOOKUP(host, service, ...) lookup(host, service, (struct addrinfo){ __VA_ARGS__ })

int main(void)
{
	LOOKUP(NULL, NULL, .ai_family = AF_INET);
	LOOKUP("*", "*", .ai_family = AF_INET);
	LOOKUP("*", "80", .ai_family = AF_INET, .ai_socktype = SOCK_STREAM);
	LOOKUP("127.0.0.1", "*", .ai_socktype = SOCK_STREAM);
	LOOKUP(NULL, "80", .ai_flags = AI_CANONNAME);
	LOOKUP("127.0.0.1", "80", .ai_flags = 0x8000, .ai_socktype = SOCK_STREAM);
	LOOKUP("127.0.0.1", "80", .ai_family = AF_UNIX);
	LOOKUP("127.0.0.1", "80", .ai_socktype = 77);
	LOOKUP("127.0.0.1", "http", .ai_socktype = SOCK_RAW);
	LOOKUP("127.0.0.1", "http", .ai_socktype = SOCK_STREAM, .ai_protocol = IPPROTO_UDP);
	LOOKUP("127.0.0.1", "http", .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV);
	LOOKUP("localhost", "http", .ai_family = AF_INET, .ai_socktype = SOCK_STREAM,
	       .ai_flags = AI_NUMERICSERV);
	LOOKUP("localhost", "no-such-service", .ai_family = AF_INET, .ai_socktype = SOCK_STREAM);
	LOOKUP("localhost", "http", .ai_family = AF_INET, .ai_flags = AI_CANONNAME);
	LOOKUP("localhost", "22", .ai_family = AF_INET, .ai_socktype = SOCK_STREAM,
	       .ai_flags = AI_NUMERICHOST);
	LOOKUP("127.0.0.1", "22", .ai_family = AF_INET6, .ai_socktype = SOCK_STREAM);
	LOOKUP("127.0.0.1", "22", .ai_family = AF_INET6, .ai_socktype = SOCK_STREAM,
	       .ai_flags = AI_V4MAPPED);
	LOOKUP("::1", "22", .ai_family = AF_INET, .ai_socktype = SOCK_STREAM,
	       .ai_flags = AI_V4MAPPED | AI_ALL);
	LOOKUP("::1", "22", .ai_socktype = SOCK_STREAM, .ai_flags = AI_CANONNAME);
	LOOKUP("127.1", "022", .ai_socktype = SOCK_STREAM);
	LOOKUP("0x7f000001", NULL, .ai_socktype = SOCK_DGRAM, .ai_flags = AI_CANONNAME);
	LOOKUP("127.0.0.1.", NULL, .ai_socktype = SOCK_DGRAM, .ai_flags = AI_NUMERICHOST);
	LOOKUP("256.0.0.1", NULL, .ai_socktype = SOCK_DGRAM, .ai_flags = AI_NUMERICHOST);
	LOOKUP(NULL, "domain", .ai_family = AF_INET6, .ai_flags = AI_PASSIVE);
	LOOKUP(NULL, "70000", .ai_family = AF_INET, .ai_socktype = SOCK_STREAM);
	LOOKUP("", "80", .ai_family = AF_INET, .ai_flags = AI_NUMERICHOST);
	return 0;
}
