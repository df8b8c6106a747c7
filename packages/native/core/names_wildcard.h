/* Wildcards as RFC 4592 has them: one stands for names below the closest ancestor that exists. */
#ifndef SOCKETWRAP_NAMES_WILDCARD_H
#define SOCKETWRAP_NAMES_WILDCARD_H

#include "names_view.h"
#include "dns_name.h"

/* For a name that does not exist itself. `enclosing` is the length of the end of it that exists because
 * of a host. False when no wildcard stands for it. */
bool names_wildcard_find(const struct names_view *view, const char *name, size_t enclosing,
                         char wildcard[NAME_TEXT_SIZE]);

#endif
