#include "values.h"

#include <stdarg.h>
#include <stdio.h>

void set_text(napi_env env, napi_value object, const char *key, const char *text)
{
	napi_value value;
	if (napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value) == napi_ok)
		napi_set_named_property(env, object, key, value);
}

void set_number(napi_env env, napi_value object, const char *key, double number)
{
	napi_value value;
	if (napi_create_double(env, number, &value) == napi_ok)
		napi_set_named_property(env, object, key, value);
}

void set_bool(napi_env env, napi_value object, const char *key, bool flag)
{
	napi_value value;
	if (napi_get_boolean(env, flag, &value) == napi_ok)
		napi_set_named_property(env, object, key, value);
}

void append(napi_env env, napi_value array, napi_value element)
{
	uint32_t length = 0;
	napi_get_array_length(env, array, &length);
	napi_set_element(env, array, length, element);
}

napi_value make_object(napi_env env)
{
	napi_value object = NULL;
	napi_create_object(env, &object);
	return object;
}

napi_value make_array(napi_env env)
{
	napi_value array = NULL;
	napi_create_array(env, &array);
	return array;
}

void take_arguments(napi_env env, napi_callback_info info, size_t count, napi_value *arguments,
                    napi_value *receiver)
{
	napi_get_cb_info(env, info, &count, arguments, receiver, NULL);
}

bool take_text(napi_env env, napi_value value, const char *name, char *text, size_t size)
{
	size_t length = 0;
	if (napi_get_value_string_utf8(env, value, NULL, 0, &length) != napi_ok) {
		throw_error(env, "INVALID_ARGUMENT", "%s must be a string.", name);
		return false;
	}
	if (length >= size) {
		throw_error(env, "INVALID_ARGUMENT", "%s must be shorter than %zu bytes.", name,
		            size);
		return false;
	}
	return napi_get_value_string_utf8(env, value, text, size, &length) == napi_ok;
}

bool take_index(napi_env env, napi_value value, const char *name, int limit, int *number)
{
	double given = -1;
	bool is_number = napi_get_value_double(env, value, &given) == napi_ok;
	if (!is_number || !(given >= 0 && given < limit) || given != (int)given) {
		throw_error(env, "INVALID_ARGUMENT", "%s must be a whole number from 0 to %d.",
		            name, limit - 1);
		return false;
	}
	*number = (int)given;
	return true;
}

napi_value throw_error(napi_env env, const char *code, const char *format, ...)
{
	char message[1024];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	napi_throw_error(env, code, message);
	return NULL;
}
