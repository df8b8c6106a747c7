/* every function of the exec family starts a program that is on the same network */
#include "parity.h"
#include <spawn.h>

extern char **environ;

static void serve(const char *label, int listener, pid_t pid)
{
	char bytes[64];
	await(listener, POLLIN);
	int server = MUST(accept(listener, NULL, NULL)), total = 0;
	for (ssize_t count;
	     (count = recv(server, bytes + total, sizeof(bytes) - (size_t)total, 0)) > 0;)
		total += (int)count;
	say("%s: %.*s", label, total, bytes);
	MUST(close(server));
	say_end_of(label, pid);
}

int main(int argc, char **argv)
{
	char self[512] = "", port[16];
	if (argc > 1) {
		int client = MUST(tcp_client("127.0.0.1", atoi(argv[1])));
		MUST(send(client, "inside", 6, 0));
		return 0;
	}
	int listener = tcp_listener("127.0.0.1");
	MUST(readlink("/proc/self/exe", self, sizeof(self) - 1));
	char *name = strrchr(self, '/') + 1, *arguments[] = { "executed", port, NULL }, path[600];
	snprintf(port, sizeof(port), "%d", port_of(listener));
	snprintf(path, sizeof(path), "%.*s:%s", (int)(name - self - 1), self, getenv("PATH"));
	MUST(setenv("PATH", path, 1));
	static const char *labels[] = { "execl",        "execle",  "execlp",  "execv",
		                        "execve",       "execvp",  "execvpe", "posix_spawn",
		                        "posix_spawnp", "execveat" };
	for (int which = 0; which < 10; which++) {
		pid_t pid = 0;
		if (which == 7)
			MUST(-posix_spawn(&pid, self, NULL, NULL, arguments, environ));
		else if (which == 8)
			MUST(-posix_spawnp(&pid, name, NULL, NULL, arguments, environ));
		else
			pid = start_child();
		if (pid == 0) {
			switch (which) {
			case 0:
				execl(self, "executed", port, (char *)NULL);
				break;
			case 1:
				execle(self, "executed", port, (char *)NULL, environ);
				break;
			case 2:
				execlp(name, "executed", port, (char *)NULL);
				break;
			case 3:
				execv(self, arguments);
				break;
			case 4:
				execve(self, arguments, environ);
				break;
			case 5:
				execvp(name, arguments);
				break;
			case 6:
				execvpe(name, arguments, environ);
				break;
			case 9:
				execveat(AT_FDCWD, self, arguments, environ, 0);
				break;
			}
			_exit(127);
		}
		serve(labels[which], listener, pid);
	}
	return 0;
}
