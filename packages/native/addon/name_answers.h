/* What the network says of names and addresses, as JavaScript values. */
#ifndef SOCKETWRAP_NAME_ANSWERS_H
#define SOCKETWRAP_NAME_ANSWERS_H

#include <node_api.h>

#include "core/network.h"

/* `family` is 4, 6 or 0 for both. */
napi_value make_name_answer(napi_env env, struct context context, const char *name, int family);
/* NULL, which JavaScript sees as undefined, when the address has no name. */
napi_value make_address_name(napi_env env, struct context context, const struct address *address);

#endif
