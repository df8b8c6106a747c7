/* What the running program is called, for people. */
#ifndef SOCKETWRAP_PROGRAM_H
#define SOCKETWRAP_PROGRAM_H

#include "network.h"

/* Finds the name out on the first call and keeps it: programs rename themselves later (Node's main
 * thread, nginx). Async-signal-safe. */
void program_name(char name[PROGRAM_NAME_SIZE]);

#endif
