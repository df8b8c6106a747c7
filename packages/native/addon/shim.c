#include "shim.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#ifndef SOCKETWRAP_VERSION
#define SOCKETWRAP_VERSION "development"
#endif

/* Guards the look-up below; threads load the add-on at the same time. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static const struct face *face;

static const struct face *face_in(void *handle)
{
	const char *version = dlsym(handle, "socketwrap_version");
	if (version == NULL || strcmp(version, SOCKETWRAP_VERSION) != 0)
		return NULL;
	return dlsym(handle, "socketwrap_face");
}

/* A preloaded library of our version has the process's sockets, wherever its file is. One of
 * another version is refused later, by `enter`; everything else works beside it. */
static const struct face *find_face(const char *path, char *problem, size_t size)
{
	const struct face *found = face_in(RTLD_DEFAULT);
	if (found != NULL)
		return found;
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (handle == NULL) {
		snprintf(problem, size, "%s cannot be loaded: %s.", path, dlerror());
		return NULL;
	}
	found = face_in(handle);
	if (found == NULL)
		snprintf(problem, size,
		         "%s is not of version %s, as the addon is. Build both again.", path,
		         SOCKETWRAP_VERSION);
	return found;
}

bool shim_load(const char *path, char *problem, size_t size)
{
	pthread_mutex_lock(&mutex);
	if (face == NULL)
		face = find_face(path, problem, size);
	bool is_loaded = face != NULL;
	pthread_mutex_unlock(&mutex);
	return is_loaded;
}

const struct face *shim_face(void)
{
	return face;
}
