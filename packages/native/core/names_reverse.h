/* The names under which addresses are looked up: 4.3.2.1.in-addr.arpa, and nibbles below ip6.arpa. */
#ifndef SOCKETWRAP_NAMES_REVERSE_H
#define SOCKETWRAP_NAMES_REVERSE_H

#include "address.h"
#include "dns_name.h"

void names_reverse_format(const struct address *address, char name[NAME_TEXT_SIZE]);
/* False when the name, in lower case, is not that of a whole address. */
bool names_reverse_parse(const char *name, struct address *address);

#endif
