/* Calls that block their thread until something happens to a socket. */
#ifndef SOCKETWRAP_WAITING_H
#define SOCKETWRAP_WAITING_H

#include "stand_in.h"

/* Asked again when the socket may have changed; false when it still has to wait. */
typedef bool (*waiting_retry)(struct stand_in *stand_in, const struct call *call);

void waiting_add(struct stand_in *stand_in, const struct call *call, waiting_retry retry);
/* For one socket (the oldest call first), or with NULL for all. */
void waiting_wake(struct stand_in *stand_in);
/* Those that wait are told that the descriptor is none any more. */
void waiting_end(const struct stand_in *stand_in);
/* Whether the loop has to come back soon: a call waits for something that no descriptor tells. */
bool waiting_needs_turns(void);

#endif
