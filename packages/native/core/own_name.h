/* What a machine's own name is to the processes on a host: the host's. */
#ifndef SOCKETWRAP_OWN_NAME_H
#define SOCKETWRAP_OWN_NAME_H

#include <stdbool.h>

#include "context.h"

enum { OWN_NAME_SIZE = 65 /* of struct utsname */ };

/* NSS_WRAPPER_HOSTNAME, else the name of the host. False: the machine's own, as in a directory of
 * socket_wrapper's kind. */
bool own_name(struct context context, char name[OWN_NAME_SIZE]);

/* Its domain with the dot before it, or "". */
void own_domain(struct context context, char domain[OWN_NAME_SIZE]);

#endif
