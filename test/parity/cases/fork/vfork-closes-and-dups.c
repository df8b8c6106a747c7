/* what a vfork child closes and duplicates before exec does not change its parent's descriptors */
#include "parity.h"

int main(void)
{
	int client, server, status, listener = tcp_listener("127.0.0.1");
	char bytes[32];
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = vfork();
	if (pid == 0) {
		dup2(server, 1);
		close(client);
		close(server);
		close(listener);
		execl("/bin/echo", "echo", "through the socket", (char *)NULL);
		_exit(127);
	}
	MUST(waitpid(pid, &status, 0));
	say("status %d", status);
	await(client, POLLIN);
	ssize_t count = recv(client, bytes, sizeof(bytes), 0);
	say("%.*s", (int)count - 1, bytes);
	say_peer("client", client);
	say_name("listener", listener);
	OPEN(tcp_client("127.0.0.1", port_of(listener)));
	OPEN(accept(listener, NULL, NULL));
	MUST(send(client, "back", 4, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	return 0;
}
