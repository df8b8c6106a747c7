/* What a machine's own name is to the processes on a host: the host's. */
#ifndef SOCKETWRAP_OWN_NAME_H
#define SOCKETWRAP_OWN_NAME_H

#include <stdbool.h>
#include <sys/utsname.h>

#include "context.h"

enum { OWN_NAME_SIZE = 65 /* of struct utsname */ };

/* NSS_WRAPPER_HOSTNAME, else what root has called the host, else its name. False: the machine's own, as in a
 * directory of socket_wrapper's kind. */
bool own_name(struct context context, char name[OWN_NAME_SIZE]);
/* The same, whatever root has called the host: the name that leads to it. */
bool own_name_on_network(struct context context, char name[OWN_NAME_SIZE]);

/* The domain of that, with the dot before it, or "". */
void own_domain(struct context context, char domain[OWN_NAME_SIZE]);

/* Puts the host's names in the place of the machine's. */
void own_system(struct context context, struct utsname *system);

#endif
