/* Where a receiver is reached: an IP address and port, or the abstract name of a unix socket. */
#ifndef BENCH_PLACE_H
#define BENCH_PLACE_H

#include <sys/socket.h>

/* The connections that may wait for accept(): no program here opens more without being answered. */
enum { BACKLOG = 4096 };

struct place {
	struct sockaddr_storage address;
	socklen_t length;
};

/* A place of its own for each program.
 * `carrier`: an IPv4 address, `unix`, or `unix-bound`, where clients have a name too. */
struct place place_of(const char *carrier);

/* A socket that is bound to the place, which learns its port; streams also listen. */
int place_serve(struct place *place, int type);
/* A socket that is connected to the place. A datagram socket has a name that can be answered. */
int place_connect(const struct place *place, int type);
/* An accepted connection that sends small messages at once. */
int place_accept(int listener);

#endif
