/* What is in a network, as plain JavaScript objects. */
#ifndef SOCKETWRAP_RECORDS_H
#define SOCKETWRAP_RECORDS_H

#include <node_api.h>

#include "core/network.h"

napi_value make_host_record(napi_env env, const struct network *network, uint16_t index);
napi_value make_host_records(napi_env env, const struct network *network);
napi_value make_process_records(napi_env env, const struct network *network);
napi_value make_notices(napi_env env, const struct network *network, uint64_t after);

#endif
