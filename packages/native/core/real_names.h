/* Names that nothing on the network has and that the policy lets out: the machine's own resolver knows them. */
#ifndef SOCKETWRAP_REAL_NAMES_H
#define SOCKETWRAP_REAL_NAMES_H

#include "names.h"

/* For a name of which names_lookup() said NAMES_OUTSIDE. Asks libc, which may take its time and
 * allocates; what it reads and whom it asks is as outside of every network. The addresses are then the
 * name's for the policy too. */
enum names_result real_names_lookup(struct context context, const char *name, int family,
                                    struct names_addresses *found);

#endif
