/* The life of a supervised program. */
#ifndef SOCKETWRAP_SUPERVISOR_H
#define SOCKETWRAP_SUPERVISOR_H

#include "child.h"

/* Answers its calls, and those of what it starts; ends as the program ends. */
_Noreturn void supervise(const struct child *child);

#endif
