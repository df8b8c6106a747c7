#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void fail(const char *what)
{
	perror(what);
	exit(1);
}

void fail_because(const char *reason)
{
	fprintf(stderr, "%s\n", reason);
	exit(1);
}

const char *text_argument(char **arguments, int index)
{
	for (int i = 0; i <= index; i++) {
		if (arguments[i] == NULL)
			fail_because("an argument is missing");
	}
	return arguments[index];
}

double number_argument(char **arguments, int index)
{
	char *end;
	const char *text = text_argument(arguments, index);
	double number = strtod(text, &end);
	if (end == text || *end != '\0')
		fail_because("an argument is not a number");
	return number;
}

static const char *separator;

void print_begin(void)
{
	printf("{");
	separator = "";
}

void print_number(const char *name, double value)
{
	printf("%s\"%s\":%.9g", separator, name, value);
	separator = ",";
}

void print_end(void)
{
	printf("}\n");
}
