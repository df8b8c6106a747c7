#include "open_library.h"

#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"
#include "enter.h"

/* The text of DT_RUNPATH, or of the older DT_RPATH; NULL when the object has neither. */
static const char *read_run_path(const struct link_map *object)
{
	const char *strings = NULL;
	const ElfW(Dyn) *run_path = NULL;
	for (const ElfW(Dyn) *entry = object->l_ld; entry->d_tag != DT_NULL; entry++) {
		if (entry->d_tag == DT_STRTAB)
			strings = (const char *)entry->d_un.d_ptr;
		else if (entry->d_tag == DT_RUNPATH ||
		         (entry->d_tag == DT_RPATH && run_path == NULL))
			run_path = entry;
	}
	return run_path == NULL || strings == NULL ? NULL : strings + run_path->d_un.d_val;
}

/* Writes a path of `length` bytes, in which $ORIGIN at the start is the object's own folder. */
static void expand(struct text *text, struct link_map *object, const char *path, size_t length)
{
	static const char *const names[] = { "$ORIGIN", "${ORIGIN}" };
	char origin[PATH_MAX];
	for (int i = 0; i < 2; i++) {
		size_t name_length = strlen(names[i]);
		if (length < name_length || memcmp(path, names[i], name_length) != 0 ||
		    dlinfo(object, RTLD_DI_ORIGIN, origin) != 0)
			continue;
		text_add(text, origin);
		path += name_length;
		length -= name_length;
	}
	text_add_bytes(text, path, length);
}

/* dlopen() looks along the RUNPATH of the object that calls it, which would be us. So a bare name
 * is looked up along the caller's, and given to dlopen() as a path. */
static bool find_along_caller(struct link_map *caller, const char *name, char path[PATH_MAX])
{
	const char *at = read_run_path(caller);
	while (at != NULL) {
		size_t length = strcspn(at, ":");
		struct text text = text_start(path, PATH_MAX);
		expand(&text, caller, at, length);
		text_add(&text, "/");
		text_add(&text, name);
		if (length > 0 && access(path, R_OK) == 0)
			return true;
		at = at[length] == ':' ? at + length + 1 : NULL;
	}
	return false;
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
	if (strchr(file, '/') != NULL) {
		struct text text = text_start(path, PATH_MAX);
		expand(&text, caller, file, strlen(file));
		is_elsewhere = file[0] == '$';
	} else {
		is_elsewhere = !is_loaded(file) && find_along_caller(caller, file, path);
	}
	return dlopen(is_elsewhere ? path : file, mode);
}

void *open_library(const char *file, int mode)
{
	void *handle = open_for(__builtin_return_address(0), file, mode);
	if (handle != NULL)
		enter_patch_new_objects();
	return handle;
}
