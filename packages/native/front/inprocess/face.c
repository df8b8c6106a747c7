#include "face.h"

#include "core/injection.h"
#include "core/published.h"
#include "core/silence.h"
#include "core/tls_keys.h"
#include "enter.h"
#include "core/hook.h"
#include "mapped_network.h"

#ifndef SOCKETWRAP_VERSION
#define SOCKETWRAP_VERSION "development"
#endif

HOOK const char socketwrap_version[] = SOCKETWRAP_VERSION;

static int publish_names(struct network *network, const void *bytes, size_t size)
{
	return published_replace(network, published_names(network), bytes, size);
}

static int publish_policy(struct network *network, const void *bytes, size_t size)
{
	return published_replace(network, published_policy(network), bytes, size);
}

HOOK const struct face socketwrap_face = {
	.library_path = injection_library,
	.enter = socketwrap_enter,
	.leave = socketwrap_leave,
	.create = mapped_network_create,
	.open = mapped_network_open,
	.close = mapped_network_close,
	.id = network_id,
	.names_lookup = names_lookup,
	.names_reverse = names_reverse,
	.decide = policy_decide,
	.decide_service = policy_decide_service,
	.decide_unix = policy_decide_unix,
	.host_of_address = host_of_address,
	.lookups_add = lookups_add,
	.notice_name = notice_name,
	.host_add = host_add,
	.record = network_record,
	.keep_tls_keys = tls_keys_start,
	.publish_names = publish_names,
	.publish_policy = publish_policy,
	.host_remove = host_remove,
	.host_set_silent = host_set_silent,
	.host_view = host_view,
	.host_count = host_count,
	.process_view = process_view,
	.notice_next = notice_next,
	.address_parse = address_parse,
	.address_format = address_format,
	.inspect = executable_inspect,
	.kind_name = executable_kind_name,
	.way_in = executable_way_in,
	.way_name = executable_way_name,
};
