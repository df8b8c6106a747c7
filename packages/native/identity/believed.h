/* Whom this process, and each thread of it, believes to be. The kernel knows the ids of threads only; libc's calls
 * change those of all threads, the raw system calls those of one. */
#ifndef SOCKETWRAP_BELIEVED_H
#define SOCKETWRAP_BELIEVED_H

#include "credentials.h"

/* Reads the environment, once. */
void believed_start(void);
/* False: the process has its real ids, and nothing here is to be called. */
bool believed_is_on(void);

/* The calling thread's. The first two need little of its stack. */
void believed_read(struct standing *standing);
/* Its supplementary groups, when there are at most `room`; their number. */
uint32_t believed_read_others(gid_t *list, uint32_t room);
bool believed_is_among_others(gid_t group);
void believed_read_all(struct credentials *credentials);

struct change {
	int (*apply)(struct credentials *of, const struct change *change);
	uint32_t ids[3];
	const void *data;
	bool is_of_thread; /* or of the whole process */
};
/* What `apply` gives, whose change holds unless that is negative. Safe in signal handlers and after vfork. */
int believed_change(const struct change *change);

/* Around an exec: a child of vfork no longer needs its credentials, unless the exec fails. */
void believed_begin_exec(void);
void believed_fail_exec(void);

/* For a thread that is being made: what it begins with when that is not the process's; else NULL. */
struct credentials *believed_for_thread(void);
void believed_take(struct credentials *own);
void believed_refuse(struct credentials *own); /* the thread could not be made */

#endif
