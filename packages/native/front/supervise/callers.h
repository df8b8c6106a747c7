/* The processes that make calls. */
#ifndef SOCKETWRAP_CALLERS_H
#define SOCKETWRAP_CALLERS_H

#include "call.h"

/* The process of a thread; 0 when it is gone. */
pid_t callers_process(pid_t thread);
/* Has the network know the caller's process, which ends with it. */
void callers_register(const struct call *call);

#endif
