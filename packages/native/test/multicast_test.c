/* Multicast groups: who is a member, before and after bind, and when a socket is gone. */
#include <errno.h>
#include <netinet/in.h>

#include "check.h"
#include "core/interface.h"
#include "core/multicast.h"
#include "core/socket.h"

static char directory[64];
static struct network network;
static const struct context test_host = { &network, TEST_HOST };

static struct socket *open_socket(int *fd)
{
	*fd = socket_open(test_host, AF_INET, SOCK_DGRAM, 0);
	return table_find(*fd);
}

static void bind_socket(struct socket *socket, int fd, uint16_t port)
{
	struct sockaddr_in any = { .sin_family = AF_INET, .sin_port = htons(port) };
	CHECK_EQUAL(socket_bind(socket, fd, (struct sockaddr *)&any, sizeof(any)), 0);
}

static void close_socket(int fd)
{
	table_forget(fd);
	close(fd);
}

static int count_members(const struct address *group, uint16_t port)
{
	struct member member;
	int cursor = 0, count = 0;
	while (multicast_member_next(&network, group, port, &cursor, &member))
		count++;
	return count;
}

static void joins_and_leaves(void)
{
	int fd;
	struct socket *socket = open_socket(&fd);
	struct address group = address_of("239.1.2.3"), unicast = address_of("10.0.0.1");
	bind_socket(socket, fd, 5000);
	CHECK_EQUAL(multicast_join(socket, &unicast, 0), -EINVAL);
	CHECK_EQUAL(multicast_join(socket, &group, 9), -ENODEV);
	CHECK_EQUAL(multicast_join(socket, &group, 0), 0);
	CHECK_EQUAL(multicast_join(socket, &group, INTERFACE_ETHERNET), -EADDRINUSE);
	CHECK_EQUAL(multicast_join(socket, &group, INTERFACE_LO), 0);
	CHECK_EQUAL(count_members(&group, 5000), 2);
	CHECK_EQUAL(count_members(&group, 5001), 0);
	CHECK_EQUAL(multicast_leave(socket, &group, INTERFACE_LO), 0);
	CHECK_EQUAL(multicast_leave(socket, &group, INTERFACE_LO), -EADDRNOTAVAIL);
	CHECK_EQUAL(multicast_leave(socket, &group, 0), 0);
	CHECK_EQUAL(count_members(&group, 5000), 0);
	close_socket(fd);
}

static void joining_before_bind_counts_from_bind(void)
{
	int fd;
	struct socket *socket = open_socket(&fd);
	struct address group = address_of("239.1.2.4"), other = address_of("239.1.2.5");
	CHECK_EQUAL(multicast_join(socket, &group, 0), 0);
	CHECK_EQUAL(multicast_join(socket, &group, 0), -EADDRINUSE);
	CHECK_EQUAL(multicast_join(socket, &other, 0), 0);
	CHECK_EQUAL(multicast_leave(socket, &group, 0), 0);
	bind_socket(socket, fd, 5002);
	CHECK_EQUAL(count_members(&group, 5002), 0);
	CHECK_EQUAL(count_members(&other, 5002), 1);
	close_socket(fd);
}

static void a_gone_socket_is_forgotten(void)
{
	int fd, cursor = 0;
	struct member member;
	struct socket *socket = open_socket(&fd);
	struct address group = address_of("ff02::1234"), group_v4 = address_of("239.1.2.6");
	bind_socket(socket, fd, 5003);
	CHECK_EQUAL(multicast_join(socket, &group_v4, 0), 0);
	CHECK_EQUAL(count_members(&group, 5003), 0);
	CHECK(multicast_member_next(&network, &group_v4, 5003, &cursor, &member));
	multicast_forget(&network, cursor - 1);
	CHECK_EQUAL(count_members(&group_v4, 5003), 1);
	close_socket(fd);
	multicast_forget(&network, cursor - 1);
	CHECK_EQUAL(count_members(&group_v4, 5003), 0);
}

static void a_new_owner_of_a_name_starts_without_groups(void)
{
	int fd;
	struct socket *socket = open_socket(&fd);
	struct address group = address_of("239.1.2.7");
	bind_socket(socket, fd, 5004);
	CHECK_EQUAL(multicast_join(socket, &group, 0), 0);
	close_socket(fd);
	socket = open_socket(&fd);
	bind_socket(socket, fd, 5004);
	CHECK_EQUAL(count_members(&group, 5004), 0);
	close_socket(fd);
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	table_start();
	joins_and_leaves();
	joining_before_bind_counts_from_bind();
	a_gone_socket_is_forgotten();
	a_new_owner_of_a_name_starts_without_groups();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
