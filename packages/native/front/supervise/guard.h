/* A process that ends the programs when their supervisor was killed, and says so. */
#ifndef SOCKETWRAP_GUARD_H
#define SOCKETWRAP_GUARD_H

#include <sys/types.h>

/* The guard's pid, or -errno. It keeps the standard error stream. */
pid_t guard_start(int listener, pid_t program, const char *name);
/* The supervisor is about to end by itself. */
void guard_stop(void);

#endif
