/* The pair of sockets between a program and the supervisor that stands for a datagram socket. */
#ifndef SOCKETWRAP_PACKETS_H
#define SOCKETWRAP_PACKETS_H

#include "stand_in.h"

enum { PACKET_MAX = 65536 };

/* Puts there what has come. */
void packets_offer(struct stand_in *stand_in);
/* After the real socket may have been replaced. */
void packets_watch_real(struct stand_in *stand_in);

#endif
