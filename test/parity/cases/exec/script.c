/* a script and what it starts are on the same network */
#include "parity.h"

int main(int argc, char **argv)
{
	char self[512] = "", text[1200], port[16], bytes[64];
	int total = 0;
	if (argc > 1) {
		int client = MUST(tcp_client("127.0.0.1", atoi(argv[1])));
		MUST(send(client, "inside", 6, 0));
		return 0;
	}
	int listener = tcp_listener("127.0.0.1");
	MUST(readlink("/proc/self/exe", self, sizeof(self) - 1));
	int script = MUST(open("script", O_CREAT | O_WRONLY, 0700));
	snprintf(text, sizeof(text), "#!/bin/sh\nenv -i %s $1\n", self);
	MUST(write(script, text, strlen(text)));
	MUST(close(script));
	snprintf(port, sizeof(port), "%d", port_of(listener));
	pid_t pid = start_child();
	if (pid == 0) {
		char *arguments[] = { "script", port, NULL },
		     *none[] = { "PATH=/usr/bin:/bin", NULL };
		execve("./script", arguments, none);
		_exit(127);
	}
	await(listener, POLLIN);
	int server = MUST(accept(listener, NULL, NULL));
	for (ssize_t count;
	     (count = recv(server, bytes + total, sizeof(bytes) - (size_t)total, 0)) > 0;)
		total += (int)count;
	say("%.*s", total, bytes);
	say_end_of("the script", pid);
	MUST(unlink("script"));
	return 0;
}
