/* What lies in the pair of a datagram socket: put there, and not read by the program yet. */
#ifndef SOCKETWRAP_LYING_H
#define SOCKETWRAP_LYING_H

#include "stand_in.h"

struct lying {
	struct sockaddr_storage source;
	socklen_t source_length;
	int cost; /* to the buffer of our end, as the kernel counts it */
	struct lying *next; /* which is read after it */
};

/* How much of our end's buffer what lies there takes. */
int lying_cost(const struct stand_in *stand_in);
/* Puts a datagram there; one for which there is no room is dropped, as by UDP. */
void lying_put(struct stand_in *stand_in, const struct msghdr *datagram, size_t size);
/* What is read next; NULL: nothing lies there. */
const struct lying *lying_first(struct stand_in *stand_in);
void lying_free(struct stand_in *stand_in);

#endif
