/* What a supervised program holds instead of a virtual socket.
 *
 * The socket is the supervisor's own, in core's table. The program has another object, whose end tells the
 * supervisor that the last copy of it was closed, wherever fork, dup and passing have brought it:
 *
 *   FRESH    a stream that is neither bound nor connected: the real socket itself, which both have (fresh.h).
 *            Once it is connected it is NATIVE, for every copy of it.
 *   PIPE     a stream that is bound, or listens: a pipe, of which the program has the end for reading. One byte
 *            in it says that somebody waits to be accepted. The supervisor takes the byte back, and hears when
 *            nobody has that end any more.
 *   PACKETS  a datagram socket: one end of a pair of sockets that keep boundaries. The program reads and
 *            writes payload; the supervisor passes it on, and knows which datagrams lie there.
 *   RELAY    a connected stream that is recorded: one end of a pair; the supervisor passes its bytes on.
 *   NATIVE   a connected stream: the real socket itself. The supervisor has no copy, only what it knows
 *            of it; `fd` is a number that is kept for it, where poll() shows how the stream has ended.
 *   REAL_IP  a socket that has left the network, as the policy allows. The same.
 *
 * It is found by the inode of what the program holds. */
#ifndef SOCKETWRAP_STAND_IN_H
#define SOCKETWRAP_STAND_IN_H

#include <netinet/in.h>

#include "call.h"
#include "core/socket.h"
#include "holders.h"
#include "loop.h"

enum stand_in_kind { FRESH, PIPE, PACKETS, RELAY, NATIVE, REAL_IP };

struct lying;
struct relay;

struct stand_in {
	enum stand_in_kind kind;
	uint64_t inode;
	int fd; /* of the real socket, or the number that is kept for it */
	int end; /* ours of the pipe or pair; -1 without */
	struct watch real_watch;
	struct watch end_watch;
	bool has_token; /* PIPE: the byte is in it */
	bool is_real_ip_stream;
	struct lying *lying; /* PACKETS: what waits in it, the oldest first (lying.h) */
	struct lying *lying_last;
	int lying_cost; /* of all of them */
	pid_t reader; /* the thread that was let to read one; 0: nobody */
	int reader_mark; /* … while so many bytes wait it has not read */
	int error; /* PACKETS: that the next call reports, a positive errno value; 0: none */
	int undelivered[8]; /* PIPE: accepted, but the call was interrupted */
	int undelivered_count;
	struct relay *relay;
	struct holder holder; /* who had it when it was last looked for */
	uint64_t alias; /* of copies that were made when it was FRESH; 0: none */
	struct stand_in *next_fresh;
	struct stand_in *next;
};

/* The socket of the caller's descriptor; NULL when it is none of ours. */
struct stand_in *stand_in_of(const struct call *call, int fd);
struct socket *stand_in_socket(const struct stand_in *stand_in);
/* For the real socket `fd`. NULL without memory. */
struct stand_in *stand_in_add(enum stand_in_kind kind, int fd, int end, uint64_t inode);
/* Puts the object `fd` in its place, at the number that the call was made with. 0 or -errno, as
 * call_replace_descriptor(). */
int stand_in_replace(const struct stand_in *stand_in, const struct call *call, int fd,
                     uint32_t flags);
/* Another object is in its place now. */
void stand_in_become(struct stand_in *stand_in, enum stand_in_kind kind, int end, uint64_t inode);
/* Nobody has what is in its place any more; there are other copies. */
void stand_in_close_end(struct stand_in *stand_in);
/* It is found no more; the real socket stays. */
void stand_in_unlink(struct stand_in *stand_in);
/* The last copy was closed. */
void stand_in_remove(struct stand_in *stand_in);
/* Lets go of the real socket and keeps its number. */
void stand_in_retire_real(struct stand_in *stand_in);
/* Has the numbers of streams show what has become of them. */
void stand_in_hear(void);
/* Forgets streams that programs have closed, now and then. */
void stand_in_sweep(void);

uint64_t inode_of(int fd);

#endif
