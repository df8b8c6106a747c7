/* capget(2), capset(2) and what prctl(2) says of privileges, for the capabilities that a process believes to have. */
#ifndef SOCKETWRAP_CAPABILITY_CALLS_H
#define SOCKETWRAP_CAPABILITY_CALLS_H

#include <stdbool.h>

/* The arguments are the raw call's. They give a value or -errno. */
long capability_get(void *header, void *data);
long capability_set(void *header, const void *data);
/* False: the operation is about something else. */
bool capability_prctl(long operation, const unsigned long a[4], long *result);

#endif
