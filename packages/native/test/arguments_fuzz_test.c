/* Addresses, options and requests that make no sense, in memory that ends where they end. */
#include <linux/sockios.h>
#include <net/if.h>
#include <netinet/tcp.h>

#include "sockets.h"

#include "fuzz.h"

enum { ROUNDS = 15000, LARGEST = 160 };

static int open_any(void)
{
	static const int families[] = { AF_INET, AF_INET6 }, types[] = { SOCK_STREAM, SOCK_DGRAM };
	int fd = socket_open((struct context){ &network, TEST_HOST }, families[next_random(2)],
	                     types[next_random(2)] | SOCK_NONBLOCK, 0);
	CHECK(fd >= 0);
	return fd;
}

static void *any_address(socklen_t *length)
{
	static const char *const known[] = { "0.0.0.0", "127.0.0.1", "10.0.0.1", "224.0.0.1",
		                             "::",      "::1",       "fd00::1",  "fe80::1" };
	struct sockaddr_storage storage;
	struct endpoint endpoint = { address_of(known[next_random(8)]),
		                     (uint16_t)(next_random(2) * 7) };
	fill_random(&storage, sizeof(storage));
	socklen_t full = sizeof(storage);
	endpoint_write(&endpoint, address_is_v4(&endpoint.address) ? AF_INET : AF_INET6,
	               (struct sockaddr *)&storage, &full);
	damage(&storage, full, next_random(3));
	*length = next_random(4) == 0 ? next_random(sizeof(storage) + 1) : full;
	if (next_random(8) == 0)
		*length = 24; /* of IPv6 addresses without a scope */
	return exact_copy(&storage, *length);
}

static bool is_answer(long result)
{
	return result > -4096;
}

static void use_addresses(int fd)
{
	socklen_t length;
	struct sockaddr *address = any_address(&length);
	struct socket *socket = table_find(fd);
	struct iovec buffer = { (char[]){ "x" }, 1 };
	struct msghdr message = { address, length, &buffer, 1, NULL, 0, 0 };
	CHECK(is_answer(socket_bind(socket, fd, address, length)));
	CHECK(is_answer(socket_send(socket, fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT)));
	CHECK(is_answer(socket_connect(socket, fd, address, length)));
	free(address);
}

static void read_names(int fd)
{
	socklen_t size = next_random(40), length = size;
	struct sockaddr *name = malloc(size + 1);
	CHECK(is_answer(socket_local_name(table_find(fd), fd, name, &length)));
	length = size;
	CHECK(is_answer(socket_peer_name(table_find(fd), fd, name, &length)));
	free(name);
}

static void use_options(int fd)
{
	static const int levels[] = { SOL_SOCKET,  IPPROTO_IP,  IPPROTO_IPV6,
		                      IPPROTO_TCP, IPPROTO_UDP, 4711 };
	uint8_t bytes[LARGEST];
	int level = levels[next_random(6)], name = (int)next_random(90);
	socklen_t length = next_random(3) == 0 ? next_random(LARGEST) : sizeof(int);
	fill_random(bytes, sizeof(bytes));
	damage(bytes, sizeof(int), 1);
	void *value = exact_copy(bytes, length);
	CHECK(is_answer(option_set(table_find(fd), fd, level, name, value, length)));
	CHECK(is_answer(option_get(table_find(fd), fd, level, name, value, &length)));
	free(value);
}

static void use_requests(int fd)
{
	struct ifreq entry;
	unsigned long request = 0x8900 + next_random(0x100);
	char room[100];
	struct ifconf list = { .ifc_len = (int)next_random(sizeof(room)), .ifc_buf = room };
	fill_random(&entry, sizeof(entry));
	if (next_random(2) == 0)
		strcpy(entry.ifr_name, next_random(2) == 0 ? "eth0" : "lo:1");
	void *argument = exact_copy(&entry, sizeof(entry));
	if (request == SIOCGIFCONF)
		memcpy(argument, &list, sizeof(list));
	CHECK(is_answer(socket_control(table_find(fd), fd, request, argument)));
	free(argument);
}

int main(void)
{
	static void (*const uses[])(int) = { use_addresses, read_names, use_options, use_options,
		                             use_requests };
	start_network();
	int fd = open_any();
	for (int round = 0; round < ROUNDS && atomic_load(&checks_failed) < 20; round++) {
		uses[next_random(5)](fd);
		if (next_random(10) != 0)
			continue;
		close_virtual(fd);
		fd = open_any();
	}
	close_virtual(fd);
	end_network();
	return checks_result();
}
