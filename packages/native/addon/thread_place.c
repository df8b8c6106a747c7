#include "thread_place.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "front/inprocess/enter.h"
#include "network_object.h"
#include "shim.h"
#include "values.h"

/* A thread may have several environments (vm contexts load the add-on again); they share its
 * place. The reference keeps the network's object while the thread is on it. */
static __thread struct {
	struct network *network;
	napi_env env;
	napi_ref object;
} place;

bool thread_place_is(const struct network *network)
{
	return place.network == network;
}

static void leave(void)
{
	(void)shim_face()->leave();
	napi_delete_reference(place.env, place.object);
	place.network = NULL;
}

/* The environment ends, with its thread or its vm context. */
static void end_environment(void *env)
{
	if (place.network != NULL && place.env == env)
		leave();
}

static napi_value throw_enter_error(napi_env env, int error)
{
	switch (error) {
	case -EEXIST:
		return throw_error(env, "ALREADY_ENTERED",
		                   "This thread is on a network already. Leave that one first.");
	case SHIM_MISMATCH:
		return throw_error(
			env, "SHIM_MISMATCH",
			"Another version of libsocketwrap.so is preloaded into this process. Use one "
			"version of socketwrap, or take it out of LD_PRELOAD.");
	default:
		return throw_error(env, "CANNOT_ENTER",
		                   "The process cannot be put on the network: %s.",
		                   strerror(-error));
	}
}

napi_value thread_place_enter(napi_env env, napi_callback_info info)
{
	napi_value arguments[2];
	struct host_view host;
	int index;
	take_arguments(env, info, 2, arguments, NULL);
	struct network *network = network_object_unwrap(env, arguments[0]);
	if (network == NULL || !take_index(env, arguments[1], "hostIndex", HOSTS_MAX, &index))
		return NULL;
	if (!shim_face()->host_view(network, (uint16_t)index, &host))
		return throw_error(env, "NO_HOST", "The network has no host with the index %d.",
		                   index);
	int result = shim_face()->enter(network, (uint16_t)index);
	if (result < 0)
		return throw_enter_error(env, result);
	place.network = network;
	place.env = env;
	napi_create_reference(env, arguments[0], 1, &place.object);
	napi_add_env_cleanup_hook(env, end_environment, env);
	return NULL;
}

napi_value thread_place_leave(napi_env env, napi_callback_info info)
{
	(void)env;
	(void)info;
	if (place.network == NULL)
		return NULL;
	napi_remove_env_cleanup_hook(place.env, end_environment, place.env);
	leave();
	return NULL;
}
