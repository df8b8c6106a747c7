/* UDP sockets and options that are used by syscall() are those of the same network */
#include "parity.h"
#include <sys/syscall.h>

int main(void)
{
	struct sockaddr_storage from = { 0 };
	socklen_t length = sizeof(from);
	int value = 0;
	char bytes[16] = "";
	int fd = udp_socket("127.0.0.1"), tcp = MUST(socket(AF_INET, SOCK_STREAM, 0));
	struct endpoint to = endpoint_of("127.0.0.1", port_of(fd));
	TRY(syscall(SYS_sendto, fd, "datagram", 8, 0, &to.address, to.length));
	await(fd, POLLIN);
	TRY(syscall(SYS_recvfrom, fd, bytes, sizeof(bytes), 0, &from, &length));
	say("%s from %s", bytes, endpoint_text(&from, length, SOCK_DGRAM));
	MUST(connect_to(fd, "127.0.0.1", port_of(fd)));
	TRY(syscall(SYS_write, fd, "written", 7));
	await(fd, POLLIN);
	memset(bytes, 0, sizeof(bytes));
	TRY(syscall(SYS_read, fd, bytes, sizeof(bytes)));
	say("%s", bytes);
	value = 1;
	TRY(syscall(SYS_setsockopt, tcp, IPPROTO_TCP, TCP_NODELAY, &value, sizeof(value)));
	value = 0;
	length = sizeof(value);
	TRY(syscall(SYS_getsockopt, tcp, IPPROTO_TCP, TCP_NODELAY, &value, &length));
	TRY(syscall(SYS_getsockopt, tcp, SOL_SOCKET, SO_DOMAIN, &value, &length));
	say("domain %d", value);
	int copy = MUST(syscall(SYS_fcntl, fd, F_DUPFD, 40));
	say_name("copy", copy);
	return 0;
}
