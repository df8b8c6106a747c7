/* `spawn COUNT`: starts a small program so often, and waits for its end each time. The program is
 * this one, which does nothing when its argument is `nothing`. */
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/program.h"

static void start_and_wait(void)
{
	char *arguments[] = { "spawn", "nothing", NULL };
	pid_t pid;
	int status;
	if (posix_spawn(&pid, "/proc/self/exe", NULL, NULL, arguments, environ) != 0)
		fail_because("the program could not be started");
	if (waitpid(pid, &status, 0) != pid || status != 0)
		fail_because("the program has failed");
}

int main(int argc, char **argv)
{
	(void)argc;
	if (strcmp(text_argument(argv, 1), "nothing") == 0)
		return 0;
	int count = (int)number_argument(argv, 1);
	start_and_wait();
	double start = now();
	for (int i = 0; i < count; i++)
		start_and_wait();
	double taken = now() - start;
	print_begin();
	print_number("startSeconds", taken / count);
	print_end();
}
