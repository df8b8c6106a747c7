#include "open_library.h"

#include <alloca.h>
#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"
#include "enter.h"

/* dlopen() looks along the RUNPATH of the object that calls it, which would be us. So a bare name
 * is looked up along the caller's, and given to dlopen() as a path. */
static bool find_along_caller(struct link_map *caller, const char *name, char path[PATH_MAX])
{
	Dl_serinfo size;
	if (dlinfo(caller, RTLD_DI_SERINFOSIZE, &size) != 0)
		return false;
	Dl_serinfo *places = alloca(size.dls_size);
	if (dlinfo(caller, RTLD_DI_SERINFOSIZE, places) != 0 ||
	    dlinfo(caller, RTLD_DI_SERINFO, places) != 0)
		return false;
	for (unsigned i = 0; i < places->dls_cnt; i++) {
		if ((places->dls_serpath[i].dls_flags & (LA_SER_RUNPATH | LA_SER_LIBPATH)) == 0)
			continue;
		struct text text = text_start(path, PATH_MAX);
		text_add(&text, places->dls_serpath[i].dls_name);
		text_add(&text, "/");
		text_add(&text, name);
		if (access(path, R_OK) == 0)
			return true;
	}
	return false;
}

/* "$ORIGIN/x.so" is beside the caller, too. */
static bool expand_origin(struct link_map *caller, const char *file, char path[PATH_MAX])
{
	static const char plain[] = "$ORIGIN", braced[] = "${ORIGIN}";
	size_t length = strncmp(file, plain, sizeof(plain) - 1) == 0     ? sizeof(plain) - 1
	                : strncmp(file, braced, sizeof(braced) - 1) == 0 ? sizeof(braced) - 1
	                                                                 : 0;
	char origin[PATH_MAX];
	if (length == 0 || dlinfo(caller, RTLD_DI_ORIGIN, origin) != 0)
		return false;
	struct text text = text_start(path, PATH_MAX);
	text_add(&text, origin);
	text_add(&text, file + length);
	return true;
}

static bool is_loaded(const char *file)
{
	void *handle = dlopen(file, RTLD_LAZY | RTLD_NOLOAD);
	if (handle != NULL)
		dlclose(handle);
	else
		(void)dlerror();
	return handle != NULL;
}

static void *open_for(const void *caller_address, const char *file, int mode)
{
	Dl_info info;
	struct link_map *caller;
	char path[PATH_MAX];
	if (file == NULL || dladdr1(caller_address, &info, (void **)&caller, RTLD_DL_LINKMAP) == 0)
		return dlopen(file, mode);
	bool is_elsewhere;
	if (strchr(file, '/') != NULL)
		is_elsewhere = expand_origin(caller, file, path);
	else
		is_elsewhere = !is_loaded(file) && find_along_caller(caller, file, path);
	return dlopen(is_elsewhere ? path : file, mode);
}

void *open_library(const char *file, int mode)
{
	void *handle = open_for(__builtin_return_address(0), file, mode);
	if (handle != NULL)
		enter_patch_new_objects();
	return handle;
}
