#include "host_arguments.h"

#include <errno.h>
#include <string.h>

#include "shim.h"
#include "values.h"

bool take_addresses(napi_env env, napi_value list, struct address addresses[HOST_ADDRESSES_TAKEN],
                    int *count)
{
	uint32_t length = 0;
	if (napi_get_array_length(env, list, &length) != napi_ok) {
		throw_error(env, "INVALID_ARGUMENT", "addresses must be an array of strings.");
		return false;
	}
	if (length > HOST_ADDRESSES_TAKEN) {
		throw_error(env, "BAD_ADDRESS", "A host can have %d addresses at most.",
		            HOST_ADDRESSES_TAKEN);
		return false;
	}
	for (uint32_t i = 0; i < length; i++) {
		napi_value element;
		char text[256];
		napi_get_element(env, list, i, &element);
		if (!take_text(env, element, "An address", text, sizeof(text)))
			return false;
		if (!shim_face()->address_parse(text, &addresses[i])) {
			throw_error(env, "BAD_ADDRESS", "\"%s\" is not an IPv4 or IPv6 address.",
			            text);
			return false;
		}
	}
	*count = (int)length;
	return true;
}

napi_value throw_host_error(napi_env env, int error, const char *name, const struct address *taken)
{
	char address[ADDRESS_TEXT_SIZE] = "";
	if (error == -EADDRINUSE || error == -EADDRNOTAVAIL)
		shim_face()->address_format(taken, address);
	switch (error) {
	case -EINVAL:
		return throw_error(
			env, "BAD_NAME",
			"\"%s\" is not a host name: letters, digits, hyphens and dots, at most %d "
			"characters.",
			name, HOST_NAME_SIZE - 1);
	case -EEXIST:
		return throw_error(env, "HOST_EXISTS", "The network has a host \"%s\" already.",
		                   name);
	case -EADDRINUSE:
		return throw_error(env, "ADDRESS_IN_USE", "Another host has the address %s.",
		                   address);
	case -EADDRNOTAVAIL:
		return throw_error(env, "BAD_ADDRESS",
		                   "No host can have the address %s, or it was given twice.",
		                   address);
	case -E2BIG:
		return throw_error(env, "BAD_ADDRESS",
		                   "The host \"%s\" was given too many addresses.", name);
	default:
		return throw_error(env, "NETWORK_FULL",
		                   "The network has no room for the host \"%s\": %s.", name,
		                   strerror(-error));
	}
}
