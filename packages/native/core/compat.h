/* The addresses of socket_wrapper: interface N (1 to 64) has 127.0.0.N, 10.53.57.N and
 * fd00::5357:5fNN with NN in hexadecimal. They say their interface, so no table is needed. */
#ifndef SOCKETWRAP_COMPAT_H
#define SOCKETWRAP_COMPAT_H

#include "address.h"

enum { COMPAT_INTERFACES = 64 };

enum compat_subnet { COMPAT_127_0_0_0, COMPAT_10_53_57_0, COMPAT_V6, COMPAT_SUBNETS };

/* -ENOENT when no interface has the address. */
int compat_interface_of(const struct address *address);
struct address compat_address(enum compat_subnet subnet, int interface);

#endif
