/* a program built with the address sanitizer sees the same */
// flags: -fsanitize=address -static-libasan
#include "parity.h"

int main(void)
{
	char *bytes = malloc(16);
	int client, server, udp = udp_socket("127.0.0.1");
	struct sockaddr_storage *from = malloc(sizeof(*from));
	socklen_t length = sizeof(*from);
	tcp_pair("127.0.0.1", &client, &server);
	TRY(send(client, "sanitized", 9, 0));
	await(server, POLLIN);
	TRY(recv(server, bytes, 16, 0));
	say("%.9s", bytes);
	MUST(send_to(udp, "datagram", "127.0.0.1", port_of(udp)));
	await(udp, POLLIN);
	TRY(recvfrom(udp, bytes, 16, 0, (struct sockaddr *)from, &length));
	say("%.8s from %s", bytes, endpoint_text(from, length, SOCK_DGRAM));
	pid_t pid = start_child();
	if (pid == 0) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(127);
	}
	say_end_of("the child", pid);
	free(bytes);
	free(from);
	return 0;
}
