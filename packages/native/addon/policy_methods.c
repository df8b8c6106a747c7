#include "policy_methods.h"

#include <netinet/in.h>
#include <string.h>

#include "network_object.h"
#include "shim.h"
#include "values.h"

enum { ARGUMENTS_MAX = 5, TEXT_LONGEST = 1024, PORTS = 65536 };

struct call {
	struct context context;
	napi_value arguments[ARGUMENTS_MAX];
};

/* The receiver's network, and the host that is the first argument. */
static bool take_call(napi_env env, napi_callback_info info, struct call *call)
{
	napi_value receiver;
	int host;
	take_arguments(env, info, ARGUMENTS_MAX, call->arguments, &receiver);
	call->context.network = network_object_unwrap(env, receiver);
	if (call->context.network == NULL ||
	    !take_index(env, call->arguments[0], "host", HOSTS_MAX, &host))
		return false;
	call->context.host = (uint16_t)host;
	return true;
}

static bool take_protocol(napi_env env, napi_value value, int *protocol)
{
	char name[8];
	if (!take_text(env, value, "protocol", name, sizeof(name)))
		return false;
	*protocol = strcmp(name, "udp") == 0 ? IPPROTO_UDP : IPPROTO_TCP;
	return true;
}

static bool take_address(napi_env env, napi_value value, struct address *address)
{
	char text[ADDRESS_TEXT_SIZE];
	if (!take_text(env, value, "address", text, sizeof(text)))
		return false;
	bool is_address = shim_face()->address_parse(text, address);
	if (!is_address)
		throw_error(env, "BAD_ADDRESS", "%s is not an address.", text);
	return is_address;
}

static napi_value make_verdict(napi_env env, struct verdict verdict)
{
	napi_value value = make_object(env);
	set_bool(env, value, "isAllowed", verdict.is_allowed);
	set_number(env, value, "rule", verdict.rule);
	return value;
}

napi_value policy_methods_decide(napi_env env, napi_callback_info info)
{
	struct call call;
	struct endpoint endpoint;
	bool is_inbound = false;
	int protocol, port;
	if (!take_call(env, info, &call) || !take_protocol(env, call.arguments[1], &protocol) ||
	    !take_address(env, call.arguments[3], &endpoint.address) ||
	    !take_index(env, call.arguments[4], "port", PORTS, &port))
		return NULL;
	napi_get_value_bool(env, call.arguments[2], &is_inbound);
	endpoint.port = (uint16_t)port;
	return make_verdict(env,
	                    shim_face()->decide(call.context, protocol, is_inbound, &endpoint));
}

napi_value policy_methods_decide_name(napi_env env, napi_callback_info info)
{
	struct call call;
	char name[TEXT_LONGEST];
	int protocol, port;
	if (!take_call(env, info, &call) || !take_protocol(env, call.arguments[1], &protocol) ||
	    !take_text(env, call.arguments[2], "name", name, sizeof(name)) ||
	    !take_index(env, call.arguments[3], "port", PORTS, &port))
		return NULL;
	return make_verdict(
		env, shim_face()->decide_service(call.context, protocol, name, (uint16_t)port));
}

napi_value policy_methods_decide_path(napi_env env, napi_callback_info info)
{
	struct call call;
	char path[TEXT_LONGEST];
	if (!take_call(env, info, &call) ||
	    !take_text(env, call.arguments[1], "path", path, sizeof(path)))
		return NULL;
	return make_verdict(env, shim_face()->decide_unix(call.context, path));
}

napi_value policy_methods_owner_of(napi_env env, napi_callback_info info)
{
	struct call call;
	struct address address;
	napi_value value = NULL;
	if (!take_call(env, info, &call) || !take_address(env, call.arguments[1], &address))
		return NULL;
	int owner = shim_face()->host_of_address(call.context, &address);
	if (owner >= 0)
		napi_create_int32(env, owner, &value);
	return value;
}

napi_value policy_methods_note_unknown(napi_env env, napi_callback_info info)
{
	struct call call;
	char name[TEXT_LONGEST];
	if (take_call(env, info, &call) &&
	    take_text(env, call.arguments[1], "name", name, sizeof(name)))
		shim_face()->notice_name(call.context, name);
	return NULL;
}

napi_value policy_methods_remember_lookup(napi_env env, napi_callback_info info)
{
	struct call call;
	char name[TEXT_LONGEST];
	struct address address;
	if (take_call(env, info, &call) &&
	    take_text(env, call.arguments[1], "name", name, sizeof(name)) &&
	    take_address(env, call.arguments[2], &address))
		shim_face()->lookups_add(call.context, name, &address);
	return NULL;
}
