#include "name_answers.h"

#include <string.h>
#include <sys/socket.h>

#include "core/names.h"
#include "shim.h"
#include "values.h"

static const char *result_name(enum names_result result)
{
	switch (result) {
	case NAMES_FOUND:
		return "found";
	case NAMES_NO_DATA:
		return "no-data";
	case NAMES_NOT_FOUND:
		return "not-found";
	case NAMES_SILENT:
		return "silent";
	case NAMES_OUTSIDE:
		return "outside";
	default:
		return "failed";
	}
}

static void append_address(napi_env env, napi_value list, const struct address *address)
{
	char text[ADDRESS_TEXT_SIZE];
	napi_value value;
	shim_face()->address_format(address, text);
	if (napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value) == napi_ok)
		append(env, list, value);
}

napi_value make_name_answer(napi_env env, struct context context, const char *name, int family)
{
	struct names_addresses found = { 0 };
	enum names_result result = shim_face()->names_lookup(context, name,
	                                                     family == 4   ? AF_INET
	                                                     : family == 6 ? AF_INET6
	                                                                   : AF_UNSPEC,
	                                                     &found);
	napi_value answer = make_object(env), list = make_array(env);
	for (int i = 0; result == NAMES_FOUND && i < found.count; i++)
		append_address(env, list, &found.addresses[i]);
	set_text(env, answer, "result", result_name(result));
	set_number(env, answer, "delayMs", found.delay_ms);
	set_bool(env, answer, "isUnknown", names_are_elsewhere(result, &found));
	napi_set_named_property(env, answer, "addresses", list);
	return answer;
}

napi_value make_address_name(napi_env env, struct context context, const struct address *address)
{
	struct names_pointer found;
	napi_value value = NULL;
	if (shim_face()->names_reverse(context, address, &found) == NAMES_FOUND)
		napi_create_string_utf8(env, found.name, NAPI_AUTO_LENGTH, &value);
	return value;
}
