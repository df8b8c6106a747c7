/* JavaScript values from C values, and back. */
#ifndef SOCKETWRAP_VALUES_H
#define SOCKETWRAP_VALUES_H

#include <node_api.h>
#include <stdbool.h>
#include <stddef.h>

void set_text(napi_env env, napi_value object, const char *key, const char *text);
void set_number(napi_env env, napi_value object, const char *key, double number);
void set_bool(napi_env env, napi_value object, const char *key, bool value);
void append(napi_env env, napi_value array, napi_value element);
napi_value make_object(napi_env env);
napi_value make_array(napi_env env);

/* The first `count` arguments of a call, and `this` unless `receiver` is NULL; those that the
 * caller left out are undefined. */
void take_arguments(napi_env env, napi_callback_info info, size_t count, napi_value *arguments,
                    napi_value *receiver);
/* False, with an exception thrown that calls the argument `name`, when it is none, or too long. */
bool take_text(napi_env env, napi_value value, const char *name, char *text, size_t size);
bool take_index(napi_env env, napi_value value, const char *name, int limit, int *number);

/* Throws an Error with this `code`; gives NULL, for `return`. */
napi_value throw_error(napi_env env, const char *code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
