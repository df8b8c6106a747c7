/* A child of vfork(2) has its own ids, and its parent's memory: what it changes is kept here by its process id. */
#ifndef SOCKETWRAP_BORROWED_H
#define SOCKETWRAP_BORROWED_H

#include "credentials.h"

/* At the start, and in a child of fork(2), which has a memory of its own. */
void borrowed_begin_process(void);
/* Whether the caller is another process than the one whose memory this is. */
bool borrowed_is_needed(void);
/* The caller's credentials; NULL when it has none here. */
struct credentials *borrowed_find(void);
/* A place for the caller; NULL when there is none. */
struct credentials *borrowed_take(void);
void borrowed_begin_exec(void);
void borrowed_fail_exec(void);

#endif
