/* What the running program is called, for people. */
#ifndef SOCKETWRAP_PROGRAM_H
#define SOCKETWRAP_PROGRAM_H

#include "network.h"

/* Both are found out on the first call and kept: programs rename themselves later (Node's main thread,
 * nginx), and go where they may not ask any more. Async-signal-safe. */
void program_name(char name[PROGRAM_NAME_SIZE]);
/* With its arguments, cut where there is no room. */
void program_command(char command[COMMAND_SIZE]);
/* In a process that does something else than its program does, or all for another one. `arguments` after its
 * name, NULL at the end; NULL: none. */
void program_become(const char *name, char *const *arguments);

#endif
