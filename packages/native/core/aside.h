/* A process beside the program, for what must go on while the program does something else. The program
 * cannot see it: it is no child that wait() knows, sends no SIGCHLD, and holds none of its descriptors. */
#ifndef SOCKETWRAP_ASIDE_H
#define SOCKETWRAP_ASIDE_H

#include "context.h"

/* Runs `run(argument, fd)` in such a process, which ends when that returns, and with its network. It has
 * a copy of the memory and of `fd` (-1: no descriptor), and only the calling thread: `run` must be
 * async-signal-safe. `name` is what people see. 0 or -errno. */
int aside_start(struct context context, const char *name, void (*run)(void *argument, int fd),
                void *argument, int fd);

#endif
