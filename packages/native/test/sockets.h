/* Virtual sockets without hooks: a network in a fresh directory, and short names for calls. */
#ifndef SOCKETWRAP_TEST_SOCKETS_H
#define SOCKETWRAP_TEST_SOCKETS_H

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <netinet/in.h>

#include "check.h"
#include "core/network_file.h"
#include "core/socket.h"

static char directory[64];
static struct network network;

static inline void start_network(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	table_start();
}

/* The same with everything recorded; `capacity` bytes of payload are kept. */
static inline void start_recorded_network(uint64_t capacity)
{
	start_network();
	CHECK_EQUAL(network_record(&network, capacity), 0);
}

static inline void remove_journal(void)
{
	char path[400];
	snprintf(path, sizeof(path), "%s/journal", directory);
	DIR *journal = opendir(path);
	if (journal == NULL)
		return;
	for (struct dirent *entry; (entry = readdir(journal)) != NULL;) {
		snprintf(path, sizeof(path), "%s/journal/%s", directory, entry->d_name);
		unlink(path);
	}
	closedir(journal);
	snprintf(path, sizeof(path), "%s/journal", directory);
	CHECK_EQUAL(rmdir(path), 0);
}

static inline void end_network(void)
{
	network_close(&network);
	remove_journal();
	remove_directory(directory);
}

static inline int open_on(uint16_t host, int type)
{
	int fd = socket_open((struct context){ &network, host }, AF_INET, type, 0);
	CHECK(fd >= 0);
	return fd;
}

static inline void close_virtual(int fd)
{
	table_forget(fd);
	real(close)(fd);
}

static inline struct sockaddr_in inet_of(const char *address, uint16_t port)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(port) };
	inet_pton(AF_INET, address, &in.sin_addr);
	return in;
}

static inline int bind_to(int fd, const char *address, uint16_t port)
{
	struct sockaddr_in in = inet_of(address, port);
	return socket_bind(table_find(fd), fd, (struct sockaddr *)&in, sizeof(in));
}

static inline int connect_to(int fd, const char *address, uint16_t port)
{
	struct sockaddr_in in = inet_of(address, port);
	return socket_connect(table_find(fd), fd, (struct sockaddr *)&in, sizeof(in));
}

static inline int listen_on(int fd)
{
	return socket_listen(table_find(fd), fd, 128);
}

static inline int accept_from(int fd)
{
	return socket_accept(table_find(fd), fd, NULL, NULL, 0);
}

static inline int set_option(int fd, int name, int value)
{
	return option_set(table_find(fd), fd, SOL_SOCKET, name, &value, sizeof(value));
}

static inline uint16_t port_of(int fd)
{
	struct sockaddr_in in = { 0 };
	socklen_t length = sizeof(in);
	CHECK_EQUAL(socket_local_name(table_find(fd), fd, (struct sockaddr *)&in, &length), 0);
	return ntohs(in.sin_port);
}

static inline ssize_t send_bytes(int fd, const void *bytes, size_t size, struct sockaddr_in *to)
{
	struct iovec buffer = { (void *)(uintptr_t)bytes, size };
	struct msghdr message = { .msg_name = to,
		                  .msg_namelen = to == NULL ? 0 : sizeof(*to),
		                  .msg_iov = &buffer,
		                  .msg_iovlen = 1 };
	return socket_send(table_find(fd), fd, &message, MSG_NOSIGNAL);
}

static inline ssize_t send_to(int fd, const char *text, const char *address, uint16_t port)
{
	struct sockaddr_in to = inet_of(address, port);
	return send_bytes(fd, text, strlen(text), &to);
}

/* What came, as text; `room` counts the zero byte at its end. */
static inline ssize_t receive_text(int fd, char *text, size_t room, int flags)
{
	struct iovec buffer = { text, room - 1 };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	ssize_t size = socket_receive(table_find(fd), fd, &message, flags);
	text[size < 0 ? 0 : size < (ssize_t)room ? size : (ssize_t)room - 1] = '\0';
	return size;
}

/* -EAGAIN: nothing is there. */
static inline ssize_t receive_now(int fd, char *text, size_t room)
{
	return receive_text(fd, text, room, MSG_DONTWAIT);
}

static inline int listener_at(const char *address, uint16_t port)
{
	int fd = open_on(TEST_HOST, SOCK_STREAM);
	CHECK_EQUAL(bind_to(fd, address, port), 0);
	CHECK_EQUAL(listen_on(fd), 0);
	return fd;
}

static inline int receiver_at(uint16_t host, const char *address, uint16_t port)
{
	int fd = open_on(host, SOCK_DGRAM);
	CHECK_EQUAL(bind_to(fd, address, port), 0);
	return fd;
}

#endif
