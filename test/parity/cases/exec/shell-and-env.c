/* programs below a shell, env -i, system and popen are on the same network */
#include "parity.h"

static void serve(const char *label, int listener, int status)
{
	char bytes[16];
	MUST(fcntl(listener, F_SETFL, O_NONBLOCK));
	int server = accept(listener, NULL, NULL);
	if (server == -1) {
		say("%s: status %d, nobody came", label, status);
		return;
	}
	await(server, POLLIN);
	ssize_t count = recv(server, bytes, sizeof(bytes), 0);
	say("%s: status %d %.*s", label, status, (int)count, bytes);
	MUST(close(server));
}

int main(int argc, char **argv)
{
	char self[512] = "", command[1200], bytes[16];
	if (argc > 1) {
		int client = MUST(tcp_client("127.0.0.1", atoi(argv[1])));
		MUST(send(client, "inside", 6, 0));
		return 0;
	}
	int listener = tcp_listener("127.0.0.1"), port = port_of(listener);
	MUST(readlink("/proc/self/exe", self, sizeof(self) - 1));
	snprintf(command, sizeof(command), "%s %d", self, port);
	serve("system", listener, system(command));
	snprintf(command, sizeof(command), "env -i %s %d", self, port);
	serve("env -i", listener, system(command));
	snprintf(command, sizeof(command), "env -i sh -c 'exec %s %d'", self, port);
	serve("env -i sh", listener, system(command));
	snprintf(command, sizeof(command), "unset LD_PRELOAD; %s %d", self, port);
	serve("unset", listener, system(command));
	snprintf(command, sizeof(command), "%s %d; echo done", self, port);
	FILE *stream = popen(command, "r");
	say("%s", fgets(bytes, sizeof(bytes), stream) ? "done" : "nothing");
	serve("popen", listener, pclose(stream));
	return 0;
}
