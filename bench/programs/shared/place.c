#include "place.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "program.h"

static bool clients_are_bound;

static struct place named_place(const char *kind, int number)
{
	struct place place = { 0 };
	struct sockaddr_un *address = (struct sockaddr_un *)&place.address;
	address->sun_family = AF_UNIX;
	int length = snprintf(address->sun_path + 1, sizeof(address->sun_path) - 1,
	                      "bench-%s-%d-%d", kind, (int)getpid(), number);
	place.length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length);
	return place;
}

struct place place_of(const char *carrier)
{
	clients_are_bound = strcmp(carrier, "unix-bound") == 0;
	if (clients_are_bound || strcmp(carrier, "unix") == 0)
		return named_place("server", 0);
	struct place place = { .length = sizeof(struct sockaddr_in) };
	struct sockaddr_in *address = (struct sockaddr_in *)&place.address;
	address->sin_family = AF_INET;
	if (inet_pton(AF_INET, carrier, &address->sin_addr) != 1)
		fail_because("the carrier is unix, unix-bound, or an IPv4 address");
	return place;
}

static int make_socket(const struct place *place, int type)
{
	int fd = socket(place->address.ss_family, type | SOCK_CLOEXEC, 0);
	if (fd < 0)
		fail("socket");
	return fd;
}

int place_serve(struct place *place, int type)
{
	int fd = make_socket(place, type), on = 1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, (struct sockaddr *)&place->address, place->length) < 0)
		fail("bind");
	place->length = sizeof(place->address);
	if (getsockname(fd, (struct sockaddr *)&place->address, &place->length) < 0)
		fail("getsockname");
	if (type == SOCK_STREAM && listen(fd, BACKLOG) < 0)
		fail("listen");
	return fd;
}

static void send_at_once(int fd)
{
	int on = 1;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

static void bind_client(int fd)
{
	static _Atomic int count;
	struct place own = named_place("client", count++);
	if (bind(fd, (struct sockaddr *)&own.address, own.length) < 0)
		fail("bind of a client");
}

int place_connect(const struct place *place, int type)
{
	int fd = make_socket(place, type);
	bool is_unix = place->address.ss_family == AF_UNIX;
	if (is_unix && (clients_are_bound || type == SOCK_DGRAM))
		bind_client(fd);
	if (connect(fd, (const struct sockaddr *)&place->address, place->length) < 0)
		fail("connect");
	if (!is_unix && type == SOCK_STREAM)
		send_at_once(fd);
	return fd;
}

int place_accept(int listener)
{
	struct sockaddr_storage peer;
	socklen_t length = sizeof(peer);
	int fd = accept4(listener, (struct sockaddr *)&peer, &length, SOCK_CLOEXEC);
	if (fd < 0)
		fail("accept");
	if (peer.ss_family != AF_UNIX)
		send_at_once(fd);
	return fd;
}
