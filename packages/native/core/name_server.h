/* The name server that a test has made the network's own. */
#ifndef SOCKETWRAP_NAME_SERVER_H
#define SOCKETWRAP_NAME_SERVER_H

#include <stdbool.h>

#include "address.h"
#include "context.h"

/* False when it is the network itself, and for the process that is the server, which would ask itself. */
bool name_server_find(struct context context, struct endpoint *server);

#endif
