/* sockets that are made and used by syscall() are sockets of the same network */
#include "parity.h"
#include <sys/syscall.h>

int main(void)
{
	struct endpoint any = endpoint_of("127.0.0.1", 0);
	struct sockaddr_storage name = { 0 };
	socklen_t length = sizeof(name);
	int one = 1;
	char bytes[16] = "";
	int listener = OPEN(syscall(SYS_socket, AF_INET, SOCK_STREAM, 0));
	TRY(syscall(SYS_setsockopt, listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)));
	TRY(syscall(SYS_bind, listener, &any.address, any.length));
	TRY(syscall(SYS_listen, listener, 5));
	TRY(syscall(SYS_getsockname, listener, &name, &length));
	say("%s", endpoint_text(&name, length, SOCK_STREAM));
	int client = OPEN(tcp_client("127.0.0.1", port_of(listener)));
	length = sizeof(name);
	int server = OPEN(syscall(SYS_accept4, listener, &name, &length, SOCK_CLOEXEC));
	say("%s", endpoint_text(&name, length, SOCK_STREAM));
	TRY(syscall(SYS_write, client, "written", 7));
	await(server, POLLIN);
	TRY(syscall(SYS_read, server, bytes, sizeof(bytes)));
	say("%s", bytes);
	TRY(syscall(SYS_sendto, server, "answer", 6, 0, NULL, 0));
	await(client, POLLIN);
	memset(bytes, 0, sizeof(bytes));
	TRY(syscall(SYS_recvfrom, client, bytes, sizeof(bytes), 0, NULL, NULL));
	say("%s", bytes);
	int second = OPEN(syscall(SYS_socket, AF_INET, SOCK_STREAM, 0));
	struct endpoint to = endpoint_of("127.0.0.1", port_of(listener));
	TRY(syscall(SYS_connect, second, &to.address, to.length));
	length = sizeof(name);
	TRY(syscall(SYS_getpeername, second, &name, &length));
	say("%s", endpoint_text(&name, length, SOCK_STREAM));
	TRY(syscall(SYS_shutdown, second, SHUT_WR));
	TRY(syscall(SYS_close, second));
	TRY(syscall(SYS_fcntl, client, F_GETFL) & O_ACCMODE);
	TRY(syscall(SYS_socket, AF_INET, SOCK_STREAM, IPPROTO_UDP));
	return 0;
}
