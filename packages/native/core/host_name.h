/* What a host may be called: RFC 1123 labels with dots between them, at most 63 characters. */
#ifndef SOCKETWRAP_HOST_NAME_H
#define SOCKETWRAP_HOST_NAME_H

#include "network.h"

bool host_name_is_valid(const char *name);

#endif
