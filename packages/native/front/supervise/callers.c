#include "callers.h"

#include <stdio.h>
#include <string.h>

#include "core/network.h"

enum { KNOWN_MAX = 1024 };

/* Threads whose process is registered, by their number. A thread that gets the number of a dead one may
 * belong to a process that is not: its first thread had a number of its own, and was here before. */
static pid_t known[KNOWN_MAX];

/* From /proc/TID/status: the process's name and number; 0 when the thread is gone. */
static pid_t identify(pid_t thread, char program[PROGRAM_NAME_SIZE])
{
	char path[40], line[128];
	int process = 0;
	snprintf(path, sizeof(path), "/proc/%d/status", (int)thread);
	FILE *file = fopen(path, "re");
	memset(program, 0, PROGRAM_NAME_SIZE);
	while (file != NULL && process == 0 && fgets(line, sizeof(line), file) != NULL) {
		(void)sscanf(line, "Name:\t%15[^\n]", program);
		(void)sscanf(line, "Tgid:\t%d", &process);
	}
	if (file != NULL)
		fclose(file);
	return process;
}

pid_t callers_process(pid_t thread)
{
	char program[PROGRAM_NAME_SIZE];
	return identify(thread, program);
}

void callers_register(const struct call *call)
{
	char program[PROGRAM_NAME_SIZE];
	struct context context = context_current();
	pid_t *slot = &known[(unsigned)call->thread % KNOWN_MAX];
	if (*slot == call->thread)
		return;
	pid_t process = identify(call->thread, program);
	if (process <= 0)
		return;
	*slot = call->thread;
	if (!process_is_here(context.network, process))
		process_register_other(context, process, program);
}
