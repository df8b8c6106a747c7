/*
 * What the parity programs share. A program prints one observable fact a line; the same text must come out on
 * the kernel's loopback and under the shim. Ports that the kernel chose are printed as P1, P2… (UDP: U1, U2…) in order
 * of first appearance, so that equal ports stay equal and different ones different.
 */
#ifndef PARITY_H
#define PARITY_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define WAIT_MS 5000

/* A program that hangs is killed by SIGALRM, which the comparison shows. */
__attribute__((constructor)) static void bound_run_time(void)
{
	alarm(10);
}

/* Prints one line, unbuffered, so that the lines of parent and child keep their order. */
__attribute__((format(printf, 1, 2))) static inline void say(const char *format, ...)
{
	char line[8192];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(line, sizeof(line) - 1, format, arguments);
	va_end(arguments);
	if (length > (int)sizeof(line) - 2)
		length = (int)sizeof(line) - 2;
	line[length++] = '\n';
	if (write(STDOUT_FILENO, line, (size_t)length) != length)
		_exit(98);
}

static inline const char *error_name(int error)
{
	const char *name = strerrorname_np(error);
	return error == 0 ? "no error" : name ? name : "unknown error";
}

static inline long say_result(const char *text, long result, int error, bool is_descriptor)
{
	if (result == -1)
		say("%s = -1 %s", text, error_name(error));
	else if (is_descriptor)
		say("%s = a descriptor", text);
	else
		say("%s = %ld", text, result);
	errno = error;
	return result;
}

static inline int require(const char *text, int line, long result)
{
	if (result == -1) {
		say("line %d: %s failed unexpectedly: %s", line, text, error_name(errno));
		_exit(99);
	}
	return (int)result;
}

/* TRY prints a call and what it gave, OPEN hides the number of the descriptor it gave, MUST prints only failure. */
#define TRY(call) try_one(#call, (errno = 0, (long)(call)))
#define OPEN(call) open_one(#call, (errno = 0, (long)(call)))
#define MUST(call) require(#call, __LINE__, (long)(call))

static inline long try_one(const char *text, long result)
{
	return say_result(text, result, errno, false);
}

static inline int open_one(const char *text, long result)
{
	return (int)say_result(text, result, errno, true);
}

/* An address with its length. A colon in the text makes it IPv6. */
struct endpoint {
	struct sockaddr_storage address;
	socklen_t length;
};

static inline struct endpoint endpoint_of(const char *ip, int port)
{
	struct endpoint result = { .length = sizeof(struct sockaddr_in) };
	struct sockaddr_in *v4 = (struct sockaddr_in *)&result.address;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&result.address;
	if (strchr(ip, ':')) {
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons((uint16_t)port);
		result.length = sizeof(*v6);
		MUST(inet_pton(AF_INET6, ip, &v6->sin6_addr) == 1 ? 0 : -1);
	} else {
		v4->sin_family = AF_INET;
		v4->sin_port = htons((uint16_t)port);
		MUST(inet_pton(AF_INET, ip, &v4->sin_addr) == 1 ? 0 : -1);
	}
	return result;
}

static inline int bind_to(int fd, const char *ip, int port)
{
	struct endpoint to = endpoint_of(ip, port);
	return bind(fd, (struct sockaddr *)&to.address, to.length);
}

static inline int connect_to(int fd, const char *ip, int port)
{
	struct endpoint to = endpoint_of(ip, port);
	return connect(fd, (struct sockaddr *)&to.address, to.length);
}

static inline ssize_t send_to(int fd, const char *text, const char *ip, int port)
{
	struct endpoint to = endpoint_of(ip, port);
	return sendto(fd, text, strlen(text), 0, (struct sockaddr *)&to.address, to.length);
}

static int known_port_counts[2];

/* Starts the names of ports again: the kernel may choose a port for a client that another client has. */
static inline void forget_ports(void)
{
	known_port_counts[0] = known_port_counts[1] = 0;
}

/* TCP ports are named P1, P2…, UDP ports U1, U2…: one number may be used by both. */
static inline const char *port_name(uint16_t port, int type)
{
	static uint16_t known[2][4096];
	int *counts = known_port_counts;
	static char names[8][16];
	static int turn;
	char *name = names[turn++ % 8];
	int index = 0, kind = type == SOCK_DGRAM;
	if (port < 1024) {
		snprintf(name, 16, "%u", port);
		return name;
	}
	while (index < counts[kind] && known[kind][index] != port)
		index++;
	if (index == counts[kind] && index < 4096)
		known[kind][counts[kind]++] = port;
	snprintf(name, 16, "%c%d", kind ? 'U' : 'P', index + 1);
	return name;
}

static inline const char *endpoint_text(const void *address, socklen_t length, int type)
{
	static char texts[8][160];
	static int turn;
	char *text = texts[turn++ % 8];
	const struct sockaddr *generic = address;
	char ip[INET6_ADDRSTRLEN];
	if (length < sizeof(sa_family_t)) {
		snprintf(text, 160, "nothing (length %u)", length);
	} else if (generic->sa_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
		const struct sockaddr_in *v4 = address;
		inet_ntop(AF_INET, &v4->sin_addr, ip, sizeof(ip));
		snprintf(text, 160, "%s:%s (length %u)", ip, port_name(ntohs(v4->sin_port), type),
		         length);
	} else if (generic->sa_family == AF_INET6 && length >= sizeof(struct sockaddr_in6)) {
		const struct sockaddr_in6 *v6 = address;
		inet_ntop(AF_INET6, &v6->sin6_addr, ip, sizeof(ip));
		snprintf(text, 160, "[%s]:%s flow %u scope %u (length %u)", ip,
		         port_name(ntohs(v6->sin6_port), type), v6->sin6_flowinfo,
		         v6->sin6_scope_id, length);
	} else {
		snprintf(text, 160, "family %d (length %u)", generic->sa_family, length);
	}
	return text;
}

static inline int option_of(int fd, int level, int name)
{
	int value = 0;
	socklen_t length = sizeof(value);
	MUST(getsockopt(fd, level, name, &value, &length));
	return value;
}

static inline void say_name(const char *label, int fd)
{
	struct sockaddr_storage address = { 0 };
	socklen_t length = sizeof(address);
	if (getsockname(fd, (struct sockaddr *)&address, &length) == -1)
		say("%s has no name: %s", label, error_name(errno));
	else
		say("%s is %s", label,
		    endpoint_text(&address, length, option_of(fd, SOL_SOCKET, SO_TYPE)));
}

static inline void say_peer(const char *label, int fd)
{
	struct sockaddr_storage address = { 0 };
	socklen_t length = sizeof(address);
	if (getpeername(fd, (struct sockaddr *)&address, &length) == -1)
		say("%s has no peer: %s", label, error_name(errno));
	else
		say("%s has the peer %s", label,
		    endpoint_text(&address, length, option_of(fd, SOL_SOCKET, SO_TYPE)));
}

static inline int port_of(int fd)
{
	struct sockaddr_storage address = { 0 };
	socklen_t length = sizeof(address);
	MUST(getsockname(fd, (struct sockaddr *)&address, &length));
	return ntohs(((struct sockaddr_in *)&address)->sin_port);
}

static inline const char *events_text(int events)
{
	static char texts[8][96];
	static int turn;
	char *text = texts[turn++ % 8];
	snprintf(text, 96, "%s%s%s%s%s%s%s", events & POLLIN ? " IN" : "",
	         events & POLLPRI ? " PRI" : "", events & POLLOUT ? " OUT" : "",
	         events & POLLRDHUP ? " RDHUP" : "", events & POLLERR ? " ERR" : "",
	         events & POLLHUP ? " HUP" : "", events & POLLNVAL ? " NVAL" : "");
	return *text ? text : " nothing";
}

static inline void say_ready(const char *label, int fd)
{
	struct pollfd entry = { .fd = fd, .events = POLLIN | POLLPRI | POLLOUT | POLLRDHUP };
	int count = poll(&entry, 1, 0);
	say("%s polls %d:%s", label, count, events_text(entry.revents));
}

/* Waits, bounded, until one of the events shows; errors and hang-up end the wait too, as poll has it. */
static inline void await(int fd, short events)
{
	struct pollfd entry = { .fd = fd, .events = events };
	int count;
	do
		count = poll(&entry, 1, WAIT_MS);
	while (count == -1 && errno == EINTR);
	if (count != 1)
		say("the event%s did not come in time", events_text(events));
}

static inline void say_received(const char *label, int fd, size_t size, int flags)
{
	static char bytes[1 << 20];
	errno = 0;
	ssize_t count = recv(fd, bytes, size, flags);
	if (count == -1)
		say("%s receives -1 %s", label, error_name(errno));
	else
		say("%s receives %zd '%.*s'", label, count, (int)(count < 200 ? count : 200),
		    bytes);
}

static inline int set_option(int fd, int level, int name, int value)
{
	return setsockopt(fd, level, name, &value, sizeof(value));
}

static inline const char *pending_error(int fd)
{
	return error_name(option_of(fd, SOL_SOCKET, SO_ERROR));
}

static inline int family_of(const char *ip)
{
	return strchr(ip, ':') ? AF_INET6 : AF_INET;
}

/* A port that no address of either family uses, for programs that bind one port in several ways. */
static inline int free_port(int type)
{
	int fd = MUST(socket(AF_INET6, type, 0));
	MUST(bind_to(fd, "::", 0));
	int port = port_of(fd);
	MUST(close(fd));
	return port;
}

static inline int tcp_listener(const char *ip)
{
	int fd = MUST(socket(family_of(ip), SOCK_STREAM, 0));
	MUST(bind_to(fd, ip, 0));
	MUST(listen(fd, 128));
	return fd;
}

static inline int tcp_client(const char *ip, int port)
{
	int fd = MUST(socket(family_of(ip), SOCK_STREAM, 0));
	MUST(connect_to(fd, ip, port));
	return fd;
}

static inline int udp_socket(const char *ip)
{
	int fd = MUST(socket(family_of(ip), SOCK_DGRAM, 0));
	MUST(bind_to(fd, ip, 0));
	return fd;
}

/* A connected TCP pair: the client's end first, then the accepted one. */
static inline void tcp_pair(const char *ip, int *client, int *server)
{
	int listener = tcp_listener(ip);
	*client = tcp_client(ip, port_of(listener));
	*server = MUST(accept(listener, NULL, NULL));
	MUST(close(listener));
}

/* A child that cannot outlive its time or its parent. */
static inline pid_t start_child(void)
{
	pid_t pid = MUST(fork());
	if (pid == 0) {
		alarm(10);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	}
	return pid;
}

static inline void say_end_of(const char *label, pid_t pid)
{
	int status = 0;
	MUST(waitpid(pid, &status, 0));
	if (WIFSIGNALED(status))
		say("%s is killed by SIG%s", label, sigabbrev_np(WTERMSIG(status)));
	else
		say("%s exits with %d", label, WEXITSTATUS(status));
}

#endif
