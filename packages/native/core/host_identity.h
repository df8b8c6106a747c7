/* The names that root gives to the host that it is on, by sethostname(2) and setdomainname(2): all processes on the
 * host see them, nobody else does. The network goes on knowing the host by its own name. */
#ifndef SOCKETWRAP_HOST_IDENTITY_H
#define SOCKETWRAP_HOST_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "context.h"

enum identity { IDENTITY_NAME, IDENTITY_NIS_DOMAIN, IDENTITIES };
enum { IDENTITY_SIZE = 65 /* of struct utsname */ };

/* False when nobody has set it. */
bool host_identity(struct context context, enum identity which, char text[IDENTITY_SIZE]);
/* Whether the thread (0: the calling one) may set them, as the kernel has it. */
bool host_identity_may_be_set_by(pid_t thread);
/* 0, -EINVAL or -EFAULT; -EPERM where hosts have no names of their own. The length is an int to the kernel. */
int host_identity_check(int length);
int host_identity_set(struct context context, enum identity which, const char *text, int length);

#endif
