/* What addHost() is given, and what it throws. */
#ifndef SOCKETWRAP_HOST_ARGUMENTS_H
#define SOCKETWRAP_HOST_ARGUMENTS_H

#include <node_api.h>
#include <stdbool.h>

#include "core/network.h"

enum { HOST_ADDRESSES_TAKEN = 64 };

/* False, with an exception thrown, when the list is no list of addresses. */
bool take_addresses(napi_env env, napi_value list, struct address addresses[HOST_ADDRESSES_TAKEN],
                    int *count);
/* For the -errno of host_add(). */
napi_value throw_host_error(napi_env env, int error, const char *name, const struct address *taken);

#endif
