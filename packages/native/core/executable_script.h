/* The `#!` line of a script. */
#ifndef SOCKETWRAP_EXECUTABLE_SCRIPT_H
#define SOCKETWRAP_EXECUTABLE_SCRIPT_H

#include <limits.h>
#include <stdbool.h>

enum { SCRIPT_LINE_SIZE = 256 /* as much as the kernel reads */ };

struct script {
	char interpreter[PATH_MAX];
	char argument[SCRIPT_LINE_SIZE];
};

/* 1 when the file is a script, 0 when it is something else, -ENOEXEC when its line names nothing. */
int script_read(struct script *script, int fd);
/* Replaces an interpreter `env` by the program that env starts from its argument and PATH. False
 * when the interpreter is not env, or env finds nothing. */
bool script_resolve_env(struct script *script, const char *search_path);

#endif
