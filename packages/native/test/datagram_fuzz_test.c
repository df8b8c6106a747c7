/* Datagrams of strangers and damaged ones: each receive gives a datagram or says that there is none. */
#include <sys/un.h>

#include "sockets.h"

#include "core/datagram.h"
#include "core/name.h"
#include "core/udp.h"
#include "fuzz.h"

enum { ROUNDS = 30000, LARGEST = 400 };

static int receivers[3], stranger;

static void send_raw(int fd, const void *bytes, size_t size)
{
	struct name name;
	udp_own_name(table_find(fd), &name);
	(void)real(sendto)(stranger, bytes, size, MSG_DONTWAIT, (struct sockaddr *)&name.address,
	                   name.length);
}

/* A datagram as the shim sends it, with damage in the header, or none of it. */
static void send_damaged(int fd)
{
	uint8_t bytes[LARGEST];
	size_t size = next_random(LARGEST + 1);
	struct datagram_header header = {
		.token = network.file->token,
		.kind = (uint8_t)(1 + next_random(2)),
		.source_port = 5353,
		.destination_port = 53,
		.source = address_of(next_random(2) == 0 ? "10.0.0.1" : "fd00::7"),
		.destination = address_of(next_random(2) == 0 ? "10.0.0.1" : "224.0.0.1"),
	};
	fill_random(bytes, sizeof(bytes));
	if (next_random(8) != 0) {
		size_t kept = next_random(4) == 0 ? 0 : sizeof(header.token);
		damage((uint8_t *)&header + kept, sizeof(header) - kept, next_random(4));
		memcpy(bytes, &header, sizeof(header));
	}
	send_raw(fd, bytes, size);
}

/* Buffers of any sizes, each with nothing behind it. */
static void receive_damaged(int fd)
{
	struct sockaddr_storage *name = malloc(next_random(2) == 0 ? 128 : 8);
	size_t sizes[] = { next_random(64), next_random(LARGEST) }, room = next_random(160);
	struct iovec buffers[] = { { malloc(sizes[0] + 1), sizes[0] },
		                   { malloc(sizes[1] + 1), sizes[1] } };
	void *control = malloc(room + 1);
	struct msghdr message = {
		.msg_name = name,
		.msg_namelen = next_random(9),
		.msg_iov = buffers,
		.msg_iovlen = next_random(3),
		.msg_control = next_random(4) == 0 ? NULL : control,
		.msg_controllen = room,
	};
	int flags = MSG_DONTWAIT | (next_random(4) == 0 ? MSG_PEEK : 0) |
	            (next_random(4) == 0 ? MSG_TRUNC : 0);
	ssize_t size = socket_receive(table_find(fd), fd, &message, flags);
	CHECK(size == -EAGAIN || size == -ECONNREFUSED ||
	      (size >= 0 && size <= LARGEST - DATAGRAM_HEADER_SIZE));
	CHECK(message.msg_controllen <= room);
	free(buffers[0].iov_base);
	free(buffers[1].iov_base);
	free(control);
	free(name);
}

static void ask_for_everything(int fd)
{
	static const int v4[] = { IP_PKTINFO, IP_RECVTTL, IP_RECVTOS, IP_RECVORIGDSTADDR };
	static const int v6[] = { IPV6_RECVPKTINFO, IPV6_RECVHOPLIMIT, IPV6_RECVTCLASS };
	struct socket *socket = table_find(fd);
	int on = 1;
	(void)set_option(fd, SO_TIMESTAMP, 1);
	for (size_t i = 0; i < sizeof(v4) / sizeof(*v4); i++)
		(void)option_set(socket, fd, IPPROTO_IP, v4[i], &on, sizeof(on));
	for (size_t i = 0; i < sizeof(v6) / sizeof(*v6); i++)
		(void)option_set(socket, fd, IPPROTO_IPV6, v6[i], &on, sizeof(on));
}

static int v6_receiver(void)
{
	struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_port = htons(54) };
	int fd = socket_open((struct context){ &network, TEST_HOST }, AF_INET6, SOCK_DGRAM, 0);
	CHECK_EQUAL(socket_bind(table_find(fd), fd, (struct sockaddr *)&any, sizeof(any)), 0);
	return fd;
}

/* What waited in the queue at the end is whole again. */
static void still_works(int fd, uint16_t port)
{
	char text[LARGEST];
	while (receive_now(fd, text, sizeof(text)) >= 0)
		continue;
	CHECK_EQUAL(send_to(receivers[0], "whole", "10.0.0.1", port), 5);
	CHECK_EQUAL(receive_now(fd, text, sizeof(text)), 5);
	CHECK_TEXT(text, "whole");
}

int main(void)
{
	start_network();
	stranger = real(socket)(AF_UNIX, SOCK_DGRAM, 0);
	receivers[0] = receiver_at(TEST_HOST, "10.0.0.1", 53);
	receivers[1] = v6_receiver();
	receivers[2] = receiver_at(TEST_HOST, "10.0.0.1", 55);
	for (int i = 0; i < 3; i++)
		ask_for_everything(receivers[i]);
	CHECK_EQUAL(connect_to(receivers[2], "10.0.0.1", 5353), 0);
	for (int round = 0; round < ROUNDS && atomic_load(&checks_failed) < 20; round++) {
		int fd = receivers[next_random(3)];
		send_damaged(fd);
		receive_damaged(fd);
	}
	still_works(receivers[0], 53);
	still_works(receivers[1], 54);
	for (int i = 0; i < 3; i++)
		close_virtual(receivers[i]);
	real(close)(stranger);
	end_network();
	return checks_result();
}
