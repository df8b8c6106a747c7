/* The JavaScript object NativeNetwork. */
#ifndef SOCKETWRAP_NETWORK_OBJECT_H
#define SOCKETWRAP_NETWORK_OBJECT_H

#include <node_api.h>
#include <stdbool.h>

struct network;

/* createNetwork(directory) and openNetwork(directory). */
napi_value network_object_create(napi_env env, napi_callback_info info);
napi_value network_object_open(napi_env env, napi_callback_info info);

/* The network of an argument; NULL, with an exception thrown, when it is none or was closed. */
struct network *network_object_unwrap(napi_env env, napi_value value);

#endif
