/* Whom a program believes to be that this process executes: execve(2). */
#ifndef SOCKETWRAP_IDENTITY_PROGRAM_H
#define SOCKETWRAP_IDENTITY_PROGRAM_H

#include "credentials.h"

/* `directory` and `file` as for execveat(). Safe after vfork. */
void program_credentials(struct credentials *credentials, int directory, const char *file,
                         int flags);

#endif
