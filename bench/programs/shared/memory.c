#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

/* Adds up the lines `NAME: 123 kB` of a file that have one of the names; gives bytes. */
static double sum_lines(const char *path, const char *const names[])
{
	FILE *file = fopen(path, "re");
	char line[256];
	double sum = 0;
	if (file == NULL)
		fail(path);
	while (fgets(line, sizeof(line), file) != NULL) {
		for (int i = 0; names[i] != NULL; i++) {
			size_t length = strlen(names[i]);
			if (strncmp(line, names[i], length) == 0 && line[length] == ':')
				sum += strtod(line + length + 1, NULL) * 1024;
		}
	}
	fclose(file);
	return sum;
}

struct memory memory_of_this_process(void)
{
	static const char *const resident[] = { "Rss", NULL };
	static const char *const own[] = { "Private_Clean", "Private_Dirty", NULL };
	return (struct memory){
		.resident = sum_lines("/proc/self/smaps_rollup", resident),
		.own = sum_lines("/proc/self/smaps_rollup", own),
	};
}

double memory_of_the_kernel(void)
{
	static const char *const slabs[] = { "Slab", NULL };
	return sum_lines("/proc/meminfo", slabs);
}
