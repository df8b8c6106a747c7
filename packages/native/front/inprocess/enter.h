/* Puts a thread of a running process on a network. */
#ifndef SOCKETWRAP_ENTER_H
#define SOCKETWRAP_ENTER_H

#include <errno.h>
#include <stdint.h>

struct network;

enum { SHIM_MISMATCH = -ELIBBAD /* another copy of the library is preloaded */ };

/* 0, -EEXIST when the thread is on a network, SHIM_MISMATCH, or the error of patching. */
int socketwrap_enter(struct network *network, uint16_t host);
/* 0, or -ENOENT when the thread did not enter. */
int socketwrap_leave(void);

/* Restores the process when nothing needs the shim any more. */
void enter_settle(void);
void enter_patch_new_objects(void);

#endif
