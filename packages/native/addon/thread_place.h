/* Which network the calling thread entered through this add-on. */
#ifndef SOCKETWRAP_THREAD_PLACE_H
#define SOCKETWRAP_THREAD_PLACE_H

#include <node_api.h>
#include <stdbool.h>

struct network;

/* enter(network, hostIndex) and leave(). */
napi_value thread_place_enter(napi_env env, napi_callback_info info);
napi_value thread_place_leave(napi_env env, napi_callback_info info);
bool thread_place_is(const struct network *network);

#endif
