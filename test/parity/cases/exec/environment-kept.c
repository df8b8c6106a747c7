/* an executed program sees the environment it was given, and the caller's own is unchanged */
#include "parity.h"

extern char **environ;

static int count_own(char **variables)
{
	int count = 0;
	for (; *variables; variables++)
		count += strncmp(*variables, "SOCKET_WRAPPER_", 15) != 0 &&
		         strncmp(*variables, "LD_PRELOAD=", 11) != 0;
	return count;
}

int main(int argc, char **argv)
{
	char *given[] = { "FIRST=1", "SECOND=two words", "EMPTY=", NULL };
	(void)argv;
	if (argc > 1) {
		say("%d variables: %s, %s, '%s'", count_own(environ), getenv("FIRST"),
		    getenv("SECOND"), getenv("EMPTY"));
		return 0;
	}
	pid_t pid = start_child();
	if (pid == 0) {
		execle("/proc/self/exe", "executed", "x", (char *)NULL, given);
		_exit(127);
	}
	say_end_of("the program", pid);
	say("given stays %d, %s", count_own(given), given[3] == NULL ? "ended" : "longer");
	return 0;
}
