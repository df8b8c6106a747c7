/* Resets that a unix socket cannot carry (SO_LINGER with time 0): left in the network's file,
 * looked up by the peer when its stream ends. */
#ifndef SOCKETWRAP_RESET_H
#define SOCKETWRAP_RESET_H

#include "socket.h"

void reset_record(struct socket *socket);
/* The peer's end was a reset that nobody has read yet. */
bool reset_is_recorded(const struct socket *socket);
/* True once: the peer's end was a reset. */
bool reset_was_recorded(struct socket *socket);
/* Before a client's connection begins: an earlier one between the same endpoints may have left a
 * reset that nobody read. */
void reset_forget(const struct socket *socket);

#endif
