/* What the environment asks of a process at its start. Both stop the process when it cannot be had. */
#ifndef SOCKETWRAP_CONTEXT_START_H
#define SOCKETWRAP_CONTEXT_START_H

#include "network.h"

/* Opens the network of SOCKET_WRAPPER_DIR; makes a compat one where there is none. */
void context_open_network(struct network *network, const char *directory);
/* The host that SOCKET_WRAPPER_HOST names; the test host without it. */
uint16_t context_find_host(const struct network *network);

#endif
