/* a program that is executed with its own LD_PRELOAD has that library and is on the same network */
#include "parity.h"

static bool has_library(const char *name)
{
	char line[1024];
	bool found = false;
	FILE *maps = fopen("/proc/self/maps", "r");
	while (fgets(line, sizeof(line), maps))
		found |= strstr(line, name) != NULL;
	fclose(maps);
	return found;
}

int main(int argc, char **argv)
{
	char port[16], bytes[64];
	int total = 0;
	if (argc > 1) {
		int client = MUST(tcp_client("127.0.0.1", atoi(argv[1])));
		TRY(dprintf(client, "library %d, variable %d", has_library("/libanl.so"),
		            strstr(getenv("LD_PRELOAD"), "libanl.so.1") != NULL));
		return 0;
	}
	int listener = tcp_listener("127.0.0.1");
	snprintf(port, sizeof(port), "%d", port_of(listener));
	say("before %d", has_library("/libanl.so"));
	pid_t pid = start_child();
	if (pid == 0) {
		char *arguments[] = { "executed", port, NULL },
		     *variables[] = { "LD_PRELOAD=libanl.so.1", NULL };
		execve("/proc/self/exe", arguments, variables);
		_exit(127);
	}
	await(listener, POLLIN);
	int server = MUST(accept(listener, NULL, NULL));
	say_end_of("the program", pid);
	for (ssize_t count;
	     (count = recv(server, bytes + total, sizeof(bytes) - (size_t)total, 0)) > 0;)
		total += (int)count;
	say("%.*s", total, bytes);
	return 0;
}
