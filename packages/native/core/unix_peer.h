/* Whose a process is, seen from a network. */
#ifndef SOCKETWRAP_UNIX_PEER_H
#define SOCKETWRAP_UNIX_PEER_H

#include <stdbool.h>
#include <sys/types.h>

#include "network.h"

/* Whether it belongs to the test: a process of the network or one that such a process started; or what
 * runs the test, the processes above the network's owner in its session. */
bool unix_peer_is_near(const struct network *network, pid_t pid);

#endif
