/* How the shared file of a network comes to be. */
#ifndef SOCKETWRAP_NETWORK_MAKE_H
#define SOCKETWRAP_NETWORK_MAKE_H

#include "network.h"

/* Makes DIR/network, whole from the moment that it is there. 0 or -errno; -EEXIST when another
 * process was first. */
int network_make(const char *directory, const char magic[8], bool is_compat);

#endif
