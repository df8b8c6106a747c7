/* exec and posix_spawn of a file that does not exist or is not executable fail as usual */
#include "parity.h"
#include <spawn.h>

extern char **environ;

int main(void)
{
	char *arguments[] = { "x", NULL };
	pid_t pid = -1;
	int file = MUST(open("plain", O_CREAT | O_WRONLY, 0600));
	MUST(write(file, "text\n", 5));
	MUST(close(file));
	int script = MUST(open("garbage", O_CREAT | O_WRONLY, 0700));
	MUST(write(script, "\x7f\x01\x02garbage", 10));
	MUST(close(script));
	TRY(execv("/no/such/file", arguments));
	TRY(execvp("no-such-program-anywhere", arguments));
	TRY(execv("./plain", arguments));
	TRY(execv("/tmp", arguments));
	TRY(execv("./garbage", arguments));
	TRY(posix_spawn(&pid, "/no/such/file", NULL, NULL, arguments, environ));
	TRY(posix_spawnp(&pid, "no-such-program-anywhere", NULL, NULL, arguments, environ));
	MUST(unlink("plain"));
	MUST(unlink("garbage"));
	return 0;
}
