/* localhost is 127.0.0.1 and can be connected to by name */
#include "parity.h"
#include <netdb.h>

int main(void)
{
	struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM }, *list;
	int listener = tcp_listener("127.0.0.1");
	char port[16];
	snprintf(port, sizeof(port), "%d", port_of(listener));
	TRY(getaddrinfo("localhost", port, &hints, &list));
	say("%s", endpoint_text(list->ai_addr, list->ai_addrlen, SOCK_STREAM));
	int client = MUST(socket(list->ai_family, list->ai_socktype, list->ai_protocol));
	TRY(connect(client, list->ai_addr, list->ai_addrlen));
	say_peer("client", client);
	freeaddrinfo(list);
	struct hostent *entry = gethostbyname("localhost");
	say("%s %d", entry ? inet_ntoa(*(struct in_addr *)entry->h_addr_list[0]) : "none",
	    entry ? entry->h_length : 0);
	entry = gethostbyname("127.0.0.7");
	say("%s", entry ? inet_ntoa(*(struct in_addr *)entry->h_addr_list[0]) : "none");
	return 0;
}
