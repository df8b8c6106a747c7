#include "network_object.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "host_arguments.h"
#include "name_answers.h"
#include "policy_methods.h"
#include "records.h"
#include "shim.h"
#include "thread_place.h"
#include "values.h"

static const napi_type_tag type_tag = { 0x736f636b65747772, 0x61704e6574776f72 };

/* Owned by the JavaScript object; the network is NULL once it was closed. */
struct network_object {
	struct network *network;
};

static void finalize(napi_env env, void *data, void *hint)
{
	struct network_object *object = data;
	(void)env;
	(void)hint;
	if (object->network != NULL)
		shim_face()->close(object->network);
	free(object);
}

static struct network_object *unwrap(napi_env env, napi_value value)
{
	bool is_ours = false;
	void *object = NULL;
	if (napi_check_object_type_tag(env, value, &type_tag, &is_ours) == napi_ok && is_ours)
		napi_unwrap(env, value, &object);
	return object;
}

struct network *network_object_unwrap(napi_env env, napi_value value)
{
	const struct network_object *object = unwrap(env, value);
	if (object == NULL)
		throw_error(env, "INVALID_ARGUMENT",
		            "The network must come from createNetwork or openNetwork.");
	else if (object->network == NULL)
		throw_error(env, "NETWORK_CLOSED",
		            "The network was closed. Make or open another one.");
	return object == NULL ? NULL : object->network;
}

/* The receiver's network and one argument. */
static struct network *take_call(napi_env env, napi_callback_info info, size_t count,
                                 napi_value *arguments)
{
	napi_value receiver;
	take_arguments(env, info, count, arguments, &receiver);
	return network_object_unwrap(env, receiver);
}

static napi_value add_host(napi_env env, napi_callback_info info)
{
	napi_value arguments[2];
	struct network *network = take_call(env, info, 2, arguments);
	char name[1024];
	struct address addresses[HOST_ADDRESSES_TAKEN], taken;
	int count;
	if (network == NULL || !take_text(env, arguments[0], "name", name, sizeof(name)) ||
	    !take_addresses(env, arguments[1], addresses, &count))
		return NULL;
	int index = shim_face()->host_add(network, name, addresses, count, &taken);
	if (index < 0)
		return throw_host_error(env, index, name, &taken);
	return make_host_record(env, network, (uint16_t)index);
}

/* The capacity comes as a whole number of MiB, which no number type rounds. */
static napi_value record(napi_env env, napi_callback_info info)
{
	enum { CAPACITY_LARGEST_MIB = 1 << 20 };
	napi_value arguments[2];
	struct network *network = take_call(env, info, 2, arguments);
	int capacity_mib;
	bool keeps_tls_keys = false;
	if (network == NULL ||
	    !take_index(env, arguments[0], "capacityMiB", CAPACITY_LARGEST_MIB, &capacity_mib))
		return NULL;
	napi_get_value_bool(env, arguments[1], &keeps_tls_keys);
	int result = shim_face()->record(network, (uint64_t)capacity_mib << 20);
	if (result == 0 && keeps_tls_keys)
		result = shim_face()->keep_tls_keys(network);
	if (result < 0)
		throw_error(env, "CANNOT_RECORD", "%s/journal cannot be made: %s.",
		            network->directory, strerror(-result));
	return NULL;
}

static bool take_bytes(napi_env env, napi_value value, void **bytes, size_t *size)
{
	bool is_buffer = false;
	if (napi_is_buffer(env, value, &is_buffer) == napi_ok && is_buffer)
		return napi_get_buffer_info(env, value, bytes, size) == napi_ok;
	napi_throw_type_error(env, NULL, "The argument \"bytes\" must be a Buffer.");
	return false;
}

static napi_value publish(napi_env env, napi_callback_info info,
                          int (*write)(struct network *, const void *, size_t))
{
	napi_value argument;
	struct network *network = take_call(env, info, 1, &argument);
	void *bytes;
	size_t size;
	if (network == NULL || !take_bytes(env, argument, &bytes, &size))
		return NULL;
	int result = write(network, bytes, size);
	if (result < 0)
		throw_error(env, result == -EFBIG ? "TABLE_TOO_LARGE" : "CANNOT_PUBLISH",
		            "A table of %zu bytes cannot be published: %s.", size,
		            strerror(-result));
	return NULL;
}

static napi_value publish_names(napi_env env, napi_callback_info info)
{
	return publish(env, info, shim_face()->publish_names);
}

static napi_value publish_policy(napi_env env, napi_callback_info info)
{
	return publish(env, info, shim_face()->publish_policy);
}

static napi_value lookup(napi_env env, napi_callback_info info)
{
	enum { FAMILIES = 7, NAME_LONGEST = 1024 };
	napi_value arguments[3];
	struct network *network = take_call(env, info, 3, arguments);
	char name[NAME_LONGEST];
	int host, family;
	if (network == NULL || !take_index(env, arguments[0], "host", HOSTS_MAX, &host) ||
	    !take_text(env, arguments[1], "name", name, sizeof(name)) ||
	    !take_index(env, arguments[2], "family", FAMILIES, &family))
		return NULL;
	struct context context = { network, (uint16_t)host };
	return make_name_answer(env, context, name, family);
}

static napi_value reverse(napi_env env, napi_callback_info info)
{
	napi_value arguments[2];
	struct network *network = take_call(env, info, 2, arguments);
	char text[ADDRESS_TEXT_SIZE];
	struct address address;
	int host;
	if (network == NULL || !take_index(env, arguments[0], "host", HOSTS_MAX, &host) ||
	    !take_text(env, arguments[1], "address", text, sizeof(text)) ||
	    !shim_face()->address_parse(text, &address))
		return NULL;
	struct context context = { network, (uint16_t)host };
	return make_address_name(env, context, &address);
}

static napi_value remove_host(napi_env env, napi_callback_info info)
{
	napi_value argument;
	struct network *network = take_call(env, info, 1, &argument);
	int index;
	if (network != NULL && take_index(env, argument, "index", HOSTS_MAX, &index))
		shim_face()->host_remove(network, (uint16_t)index);
	return NULL;
}

static napi_value set_silent(napi_env env, napi_callback_info info)
{
	napi_value arguments[2];
	struct network *network = take_call(env, info, 2, arguments);
	int index;
	bool is_silent = false;
	if (network == NULL || !take_index(env, arguments[0], "index", HOSTS_MAX, &index))
		return NULL;
	napi_get_value_bool(env, arguments[1], &is_silent);
	shim_face()->host_set_silent(network, (uint16_t)index, is_silent);
	return NULL;
}

static napi_value list_hosts(napi_env env, napi_callback_info info)
{
	struct network *network = take_call(env, info, 0, NULL);
	return network == NULL ? NULL : make_host_records(env, network);
}

static napi_value list_processes(napi_env env, napi_callback_info info)
{
	struct network *network = take_call(env, info, 0, NULL);
	return network == NULL ? NULL : make_process_records(env, network);
}

static napi_value list_notices(napi_env env, napi_callback_info info)
{
	napi_value argument;
	int64_t after = 0;
	struct network *network = take_call(env, info, 1, &argument);
	if (network == NULL)
		return NULL;
	if (napi_get_value_int64(env, argument, &after) != napi_ok || after < 0)
		after = 0;
	return make_notices(env, network, (uint64_t)after);
}

static napi_value close_network(napi_env env, napi_callback_info info)
{
	napi_value receiver;
	take_arguments(env, info, 0, NULL, &receiver);
	struct network_object *object = unwrap(env, receiver);
	if (object == NULL || object->network == NULL)
		return NULL;
	if (thread_place_is(object->network))
		return throw_error(env, "STILL_ENTERED",
		                   "This thread is on the network. Leave it first.");
	shim_face()->close(object->network);
	object->network = NULL;
	return NULL;
}

static napi_value throw_open_error(napi_env env, int error, const char *directory)
{
	const char *why = error == -ENAMETOOLONG ? "its path is too long for a network"
	                  : error == -EPROTO     ? "it has a network of another socketwrap version"
	                  : error == -EBADMSG    ? "its file `network` is not socketwrap's"
	                                         : strerror(-error);
	const char *code = error == -ENAMETOOLONG ? "DIRECTORY_TOO_LONG"
	                   : error == -EPROTO     ? "OTHER_VERSION"
	                                          : "BAD_DIRECTORY";
	return throw_error(env, code, "The directory %s cannot be used: %s.", directory, why);
}

static napi_value wrap(napi_env env, struct network *network)
{
	static const napi_property_descriptor methods[] = {
		{ "addHost", NULL, add_host, NULL, NULL, NULL, napi_default_method, NULL },
		{ "record", NULL, record, NULL, NULL, NULL, napi_default_method, NULL },
		{ "publishNames", NULL, publish_names, NULL, NULL, NULL, napi_default_method,
		  NULL },
		{ "publishPolicy", NULL, publish_policy, NULL, NULL, NULL, napi_default_method,
		  NULL },
		{ "removeHost", NULL, remove_host, NULL, NULL, NULL, napi_default_method, NULL },
		{ "setSilent", NULL, set_silent, NULL, NULL, NULL, napi_default_method, NULL },
		{ "lookup", NULL, lookup, NULL, NULL, NULL, napi_default_method, NULL },
		{ "reverse", NULL, reverse, NULL, NULL, NULL, napi_default_method, NULL },
		{ "decide", NULL, policy_methods_decide, NULL, NULL, NULL, napi_default_method,
		  NULL },
		{ "decideName", NULL, policy_methods_decide_name, NULL, NULL, NULL,
		  napi_default_method, NULL },
		{ "decidePath", NULL, policy_methods_decide_path, NULL, NULL, NULL,
		  napi_default_method, NULL },
		{ "ownerOf", NULL, policy_methods_owner_of, NULL, NULL, NULL, napi_default_method,
		  NULL },
		{ "rememberLookup", NULL, policy_methods_remember_lookup, NULL, NULL, NULL,
		  napi_default_method, NULL },
		{ "noteUnknown", NULL, policy_methods_note_unknown, NULL, NULL, NULL,
		  napi_default_method, NULL },
		{ "hosts", NULL, list_hosts, NULL, NULL, NULL, napi_default_method, NULL },
		{ "processes", NULL, list_processes, NULL, NULL, NULL, napi_default_method, NULL },
		{ "notices", NULL, list_notices, NULL, NULL, NULL, napi_default_method, NULL },
		{ "close", NULL, close_network, NULL, NULL, NULL, napi_default_method, NULL },
	};
	struct network_object *object = malloc(sizeof(*object));
	napi_value value = make_object(env);
	if (object == NULL || value == NULL) {
		free(object);
		shim_face()->close(network);
		return throw_error(env, "OUT_OF_MEMORY", "There is no memory for a network.");
	}
	object->network = network;
	set_text(env, value, "directory", network->directory);
	set_text(env, value, "id", shim_face()->id(network));
	napi_define_properties(env, value, sizeof(methods) / sizeof(methods[0]), methods);
	napi_wrap(env, value, object, finalize, NULL, NULL);
	napi_type_tag_object(env, value, &type_tag);
	return value;
}

static napi_value start(napi_env env, napi_callback_info info,
                        int (*make)(struct network **network, const char *directory))
{
	napi_value argument;
	char directory[PATH_MAX];
	struct network *network;
	take_arguments(env, info, 1, &argument, NULL);
	if (!take_text(env, argument, "directory", directory, sizeof(directory)))
		return NULL;
	int result = make(&network, directory);
	return result < 0 ? throw_open_error(env, result, directory) : wrap(env, network);
}

napi_value network_object_create(napi_env env, napi_callback_info info)
{
	return start(env, info, shim_face()->create);
}

napi_value network_object_open(napi_env env, napi_callback_info info)
{
	return start(env, info, shim_face()->open);
}
