/* The order in which a host should try the addresses of a name: RFC 6724, 6. */
#ifndef SOCKETWRAP_ADDRESS_ORDER_H
#define SOCKETWRAP_ADDRESS_ORDER_H

#include "address.h"
#include "context.h"

enum { ADDRESS_ORDER_MAX = 64 };

/* Sorts them; equal ones keep their order. There are ADDRESS_ORDER_MAX at most. */
void address_order(struct context context, struct address *addresses, int count);

#endif
