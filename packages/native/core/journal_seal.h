/* A process that gives up its view of the files (chroot) or system calls (seccomp) goes on recording:
 * what that needs is made ready before. */
#ifndef SOCKETWRAP_JOURNAL_SEAL_H
#define SOCKETWRAP_JOURNAL_SEAL_H

#include <stdbool.h>

#include "context.h"

/* Before a chroot: the files are made, and children go on in them. */
void journal_confine(struct context context);
bool journal_is_confined(void);

/* Before a sandbox: memory is taken for what comes, as far as the process has sockets. While it is
 * sealed the journal makes no system call; payload that finds no room is not kept. A strict sandbox
 * forbids to read the processor's counter, too. */
void journal_seal(struct context context, bool is_strict);
/* The sandbox did not come about. */
void journal_unseal(void);
bool journal_is_sealed(void);

#endif
