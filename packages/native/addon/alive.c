#include "alive.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The kernel gives start times in ticks; the table has the later time of registration. */
static bool started_before(unsigned long long start_ticks, uint64_t boottime_ns)
{
	uint64_t tick_ns = 1000000000u / (uint64_t)sysconf(_SC_CLK_TCK);
	return start_ticks * tick_ns <= boottime_ns + tick_ns;
}

bool is_alive(const struct process_view *process)
{
	char path[40], line[1024];
	snprintf(path, sizeof(path), "/proc/%d/stat", (int)process->pid);
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return false;
	size_t length = fread(line, 1, sizeof(line) - 1, file);
	fclose(file);
	line[length] = '\0';

	/* proc(5): "pid (name) state …", field 22 is the start time; the name may contain anything. */
	const char *state = strrchr(line, ')');
	unsigned long long start = 0;
	if (state == NULL ||
	    sscanf(state,
	           ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
	           &start) != 1)
		return false;
	return strchr("ZX", state[2]) == NULL &&
	       started_before(start, process->started_boottime_ns);
}
