/* Who the processes of the network believe to be, for those who ask for the other end of a unix socket. */
#ifndef SOCKETWRAP_BELIEVERS_H
#define SOCKETWRAP_BELIEVERS_H

#include "credentials.h"

/* In a process that begins, also by fork(2): finds out which one it is. */
void believers_begin_process(void);
/* Tells of this process. */
void believers_tell(const struct credentials *of);
/* False: the process has no identity, or is gone. */
bool believers_find(pid_t pid, enum id_kind kind, uid_t *user, gid_t *group);

#endif
