/* Calls about descriptors that are not of the network: unix sockets, and what has left it. */
#ifndef SOCKETWRAP_OUTSIDE_CALL_H
#define SOCKETWRAP_OUTSIDE_CALL_H

#include "stand_in.h"

/* `stand_in` of a socket that has left the network, else NULL. */
void answer_outside(const struct call *call, const struct stand_in *stand_in);

#endif
