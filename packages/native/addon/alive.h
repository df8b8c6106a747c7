/* Whether a process of the network's table still runs. */
#ifndef SOCKETWRAP_ALIVE_H
#define SOCKETWRAP_ALIVE_H

#include <stdbool.h>

#include "core/network.h"

/* False when it ended, or another process has its number now. */
bool is_alive(const struct process_view *process);

#endif
