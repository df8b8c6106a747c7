/* Options: kept, checked, read back in the caller's room, and inherited by accepted sockets. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "check.h"
#include "core/options.h"
#include "core/socket.h"

static char directory[64];
static struct network network;
static const struct context test_host = { &network, TEST_HOST };

static struct socket *open_socket(int family, int type, int *fd)
{
	*fd = socket_open(test_host, family, type, 0);
	struct socket *socket = table_find(*fd);
	CHECK(socket != NULL);
	return socket;
}

static void close_socket(int fd)
{
	table_forget(fd);
	close(fd);
}

static int set_int(struct socket *socket, int fd, int level, int name, int value)
{
	return option_set(socket, fd, level, name, &value, sizeof(value));
}

static int get_int(struct socket *socket, int fd, int level, int name)
{
	int value = -1;
	socklen_t length = sizeof(value);
	CHECK_EQUAL(option_get(socket, fd, level, name, &value, &length), 0);
	CHECK_EQUAL(length, sizeof(value));
	return value;
}

static void defaults_and_limits(void)
{
	int fd;
	struct socket *socket = open_socket(AF_INET, SOCK_STREAM, &fd);
	CHECK_EQUAL(get_int(socket, fd, IPPROTO_TCP, TCP_KEEPIDLE), 7200);
	CHECK_EQUAL(get_int(socket, fd, IPPROTO_IP, IP_TTL), 64);
	CHECK_EQUAL(set_int(socket, fd, IPPROTO_TCP, TCP_KEEPIDLE, 40000), -EINVAL);
	CHECK_EQUAL(set_int(socket, fd, IPPROTO_TCP, TCP_KEEPIDLE, 40), 0);
	CHECK_EQUAL(get_int(socket, fd, IPPROTO_TCP, TCP_KEEPIDLE), 40);
	CHECK_EQUAL(set_int(socket, fd, IPPROTO_TCP, 99, 1), -ENOPROTOOPT);
	CHECK_EQUAL(set_int(socket, fd, IPPROTO_IPV6, IPV6_V6ONLY, 1), -ENOPROTOOPT);
	CHECK_EQUAL(set_int(socket, fd, IPPROTO_TCP, -1, 1), -ENOPROTOOPT);
	close_socket(fd);
}

static void lengths_follow_the_caller(void)
{
	int fd;
	struct socket *socket = open_socket(AF_INET, SOCK_STREAM, &fd);
	unsigned char bytes[8];
	socklen_t length = 1;
	memset(bytes, 0xee, sizeof(bytes));
	CHECK_EQUAL(option_get(socket, fd, IPPROTO_TCP, TCP_KEEPINTVL, bytes, &length), 0);
	CHECK_EQUAL(length, 1);
	CHECK_EQUAL(bytes[0], 75);
	CHECK_EQUAL(bytes[1], 0xee);
	length = 3;
	CHECK_EQUAL(option_get(socket, fd, IPPROTO_IP, IP_TTL, bytes, &length), 0);
	CHECK_EQUAL(length, 1);
	CHECK_EQUAL(option_set(socket, fd, IPPROTO_IP, IP_TTL, &(char){ 9 }, 1), 0);
	CHECK_EQUAL(get_int(socket, fd, IPPROTO_IP, IP_TTL), 9);
	CHECK_EQUAL(option_set(socket, fd, IPPROTO_TCP, TCP_NODELAY, bytes, 3), -EINVAL);
	CHECK_EQUAL(option_set(socket, fd, IPPROTO_TCP, TCP_NODELAY, NULL, 4), -EFAULT);
	char info[512];
	length = sizeof(info);
	CHECK_EQUAL(option_get(socket, fd, IPPROTO_TCP, TCP_INFO, info, &length), 0);
	CHECK(length >= 104 && length < sizeof(info));
	close_socket(fd);
}

static void booleans_reach_the_stack(void)
{
	int fd;
	struct socket *socket = open_socket(AF_INET6, SOCK_DGRAM, &fd);
	CHECK_EQUAL(set_int(socket, fd, IPPROTO_IPV6, IPV6_V6ONLY, 5), 0);
	CHECK(socket->options.is_v6_only);
	CHECK_EQUAL(set_int(socket, fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1), 0);
	CHECK(socket->options.wants_pktinfo_v6);
	CHECK_EQUAL(set_int(socket, fd, IPPROTO_IP, IP_MULTICAST_LOOP, 0), 0);
	CHECK(socket->options.is_multicast_loop_off);
	CHECK_EQUAL(set_int(socket, fd, SOL_SOCKET, SO_REUSEPORT, 1), 0);
	CHECK(socket->options.is_reuse_port);
	close_socket(fd);
}

static void too_many_are_refused(void)
{
	int fd, kept = 0;
	struct socket *socket = open_socket(AF_INET6, SOCK_STREAM, &fd);
	for (int level = 0; level <= IPPROTO_IPV6; level++)
		for (int name = 1; name < 100; name++)
			if (level != SOL_SOCKET && set_int(socket, fd, level, name, 1) == 0)
				kept++;
	CHECK(kept >= KEPT_OPTIONS_MAX);
	CHECK_EQUAL(socket->options.kept_count, KEPT_OPTIONS_MAX);
	close_socket(fd);
}

static void accepted_sockets_inherit(void)
{
	int listener_fd, accepted_fd;
	struct socket *listener = open_socket(AF_INET, SOCK_STREAM, &listener_fd);
	struct socket *accepted = open_socket(AF_INET, SOCK_STREAM, &accepted_fd);
	CHECK_EQUAL(set_int(listener, listener_fd, IPPROTO_TCP, TCP_NODELAY, 1), 0);
	CHECK_EQUAL(set_int(listener, listener_fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, 4), 0);
	CHECK_EQUAL(set_int(listener, listener_fd, SOL_SOCKET, SO_KEEPALIVE, 1), 0);
	CHECK_EQUAL(set_int(listener, listener_fd, SOL_SOCKET, SO_RCVBUF, 30000), 0);
	option_inherit(accepted, accepted_fd, listener, listener_fd);
	CHECK_EQUAL(get_int(accepted, accepted_fd, IPPROTO_TCP, TCP_NODELAY), 1);
	CHECK_EQUAL(get_int(accepted, accepted_fd, IPPROTO_TCP, TCP_DEFER_ACCEPT), 0);
	CHECK_EQUAL(get_int(accepted, accepted_fd, SOL_SOCKET, SO_KEEPALIVE), 1);
	CHECK_EQUAL(get_int(accepted, accepted_fd, SOL_SOCKET, SO_RCVBUF), 60000);
	close_socket(listener_fd);
	close_socket(accepted_fd);
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	table_start();
	defaults_and_limits();
	lengths_follow_the_caller();
	booleans_reach_the_stack();
	too_many_are_refused();
	accepted_sockets_inherit();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
