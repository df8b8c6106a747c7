/* The methods of a network that ask its policy. */
#ifndef SOCKETWRAP_POLICY_METHODS_H
#define SOCKETWRAP_POLICY_METHODS_H

#include <node_api.h>

/* (host, protocol, isInbound, address, port) */
napi_value policy_methods_decide(napi_env env, napi_callback_info info);
/* (host, protocol, name, port) */
napi_value policy_methods_decide_name(napi_env env, napi_callback_info info);
/* (host, path) */
napi_value policy_methods_decide_path(napi_env env, napi_callback_info info);
/* (host, address) */
napi_value policy_methods_owner_of(napi_env env, napi_callback_info info);
/* (host, name) */
napi_value policy_methods_note_unknown(napi_env env, napi_callback_info info);
/* (host, name, address) */
napi_value policy_methods_remember_lookup(napi_env env, napi_callback_info info);

#endif
