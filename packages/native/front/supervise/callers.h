/* The processes that make calls. */
#ifndef SOCKETWRAP_CALLERS_H
#define SOCKETWRAP_CALLERS_H

#include "call.h"

/* Has the network know the caller's process, which ends with it. */
void callers_register(const struct call *call);

#endif
