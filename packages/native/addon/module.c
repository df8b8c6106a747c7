/* The add-on's exports: `Addon` in src/addon.ts. */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <fcntl.h>
#include <string.h>

#include "network_object.h"
#include "shim.h"
#include "thread_place.h"
#include "values.h"

static napi_value load(napi_env env, napi_callback_info info)
{
	napi_value argument;
	char path[PATH_MAX], problem[PATH_MAX + 512];
	take_arguments(env, info, 1, &argument, NULL);
	if (!take_text(env, argument, "libraryPath", path, sizeof(path)))
		return NULL;
	if (!shim_load(path, problem, sizeof(problem)))
		return throw_error(env, "SHIM_MISMATCH", "%s", problem);
	return NULL;
}

static napi_value inspect_program(napi_env env, napi_callback_info info)
{
	napi_value argument;
	char path[PATH_MAX];
	struct executable executable;
	take_arguments(env, info, 1, &argument, NULL);
	if (!take_text(env, argument, "file", path, sizeof(path)))
		return NULL;
	int result = shim_face()->inspect(&executable, AT_FDCWD, path, getenv("PATH"));
	enum executable_way way = result < 0 ? WAY_NONE : shim_face()->way_in(executable.kind);
	napi_value record = make_object(env);
	set_text(env, record, "via", shim_face()->way_name(way));
	set_bool(env, record, "supported", way != WAY_NONE);
	set_text(env, record, "kind",
	         result < 0 ? "not-executable" : shim_face()->kind_name(executable.kind));
	set_text(env, record, "reason", result < 0 ? strerror(-result) : executable.reason);
	set_text(env, record, "path", path);
	return record;
}

#define EXPORT(name, function) \
	{ \
		name, NULL, function, NULL, NULL, NULL, napi_default, NULL \
	}

NAPI_MODULE_INIT()
{
	const napi_property_descriptor functions[] = {
		EXPORT("load", load),
		EXPORT("createNetwork", network_object_create),
		EXPORT("openNetwork", network_object_open),
		EXPORT("enter", thread_place_enter),
		EXPORT("leave", thread_place_leave),
		EXPORT("inspectProgram", inspect_program),
	};
	set_text(env, exports, "version", SOCKETWRAP_VERSION);
	napi_define_properties(env, exports, sizeof(functions) / sizeof(functions[0]), functions);
	return exports;
}
