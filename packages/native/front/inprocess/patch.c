#include "patch.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "objects.h"
#include "find_symbol.h"
#include "open_library.h"
#include "start_thread.h"

enum { REPLACEMENTS_MAX = 256 };

struct replacement {
	const char *name;
	void *function; /* ours */
	void *real; /* what a pointer to the function holds otherwise */
};

struct patch {
	void **slot;
	void *original;
	void *function;
};

/* Sorted by name; written once. */
static struct replacement replacements[REPLACEMENTS_MAX];
static size_t replacement_count;

static struct patch *patches;
static size_t patch_count, patch_capacity;

static int compare(const void *left, const void *right)
{
	return strcmp(((const struct replacement *)left)->name,
	              ((const struct replacement *)right)->name);
}

static void add_replacement(void *data, const char *name, void *function)
{
	static const char own_prefix[] = "socketwrap_";
	(void)data;
	if (strncmp(name, own_prefix, sizeof(own_prefix) - 1) == 0)
		return;
	if (replacement_count < REPLACEMENTS_MAX)
		replacements[replacement_count++] =
			(struct replacement){ .name = name, .function = function };
}

static int collect_replacements(struct dl_phdr_info *info, size_t size, void *data)
{
	struct object object;
	(void)size;
	if (!object_read(&object, info) || !object_contains(&object, (uintptr_t)patch_start))
		return 0;
	object_each_function(&object, add_replacement, data);
	return 1;
}

static void prepare(void)
{
	dl_iterate_phdr(collect_replacements, NULL);
	add_replacement(NULL, "dlopen", (void *)(uintptr_t)open_library);
	add_replacement(NULL, "dlsym", (void *)(uintptr_t)find_symbol);
	add_replacement(NULL, "pthread_create", (void *)(uintptr_t)start_thread);
	for (size_t i = 0; i < replacement_count; i++)
		replacements[i].real = dlsym(RTLD_DEFAULT, replacements[i].name);
	qsort(replacements, replacement_count, sizeof(replacements[0]), compare);
}

void patch_start(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, prepare);
}

/* libc and the loader call each other through slots, never the functions that we replace. */
static bool is_left_alone(const struct object *object)
{
	const char *slash = strrchr(object->file, '/');
	const char *name = slash == NULL ? object->file : slash + 1;
	return strncmp(name, "libc.so", 7) == 0 || strncmp(name, "ld-linux", 8) == 0 ||
	       object_contains(object, (uintptr_t)patch_start);
}

static const struct replacement *find_replacement(const char *name)
{
	struct replacement key = { .name = name };
	return bsearch(&key, replacements, replacement_count, sizeof(key), compare);
}

bool patch_replaces(const char *name)
{
	return find_replacement(name) != NULL;
}

void *patch_function_for(const char *name, void *function)
{
	const struct replacement *found = find_replacement(name);
	return found != NULL && function == found->real ? found->function : function;
}

/* The read-only page that slots are being written into: an object's slots lie side by side. */
static void *open_page;

static int close_page(void)
{
	void *page = open_page;
	open_page = NULL;
	if (page != NULL && mprotect(page, (size_t)sysconf(_SC_PAGESIZE), PROT_READ) != 0)
		return -errno;
	return 0;
}

static int open_page_of(const struct object *object, void **slot)
{
	uintptr_t size = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t address = (uintptr_t)slot;
	void *page = (void *)(address & ~(size - 1));
	if (address < object->read_only_start || address >= object->read_only_end ||
	    page == open_page)
		return 0;
	int result = close_page();
	if (result != 0)
		return result;
	if (mprotect(page, size, PROT_READ | PROT_WRITE) != 0)
		return -errno;
	open_page = page;
	return 0;
}

/* Whoever writes the last slot of an object closes its page. */
static int write_slot(const struct object *object, void **slot, void *value)
{
	int result = open_page_of(object, slot);
	if (result == 0)
		__atomic_store_n(slot, value, __ATOMIC_RELEASE);
	return result;
}

static struct patch *find_patch(void **slot)
{
	for (size_t i = 0; i < patch_count; i++)
		if (patches[i].slot == slot)
			return &patches[i];
	return NULL;
}

/* The record of a slot; an object that was unloaded may have left one behind. */
static struct patch *record(void **slot)
{
	struct patch *found = find_patch(slot);
	if (found != NULL)
		return found;
	if (patch_count == patch_capacity) {
		size_t capacity = patch_capacity == 0 ? 256 : patch_capacity * 2;
		struct patch *grown = realloc(patches, capacity * sizeof(*grown));
		if (grown == NULL)
			return NULL;
		patches = grown;
		patch_capacity = capacity;
	}
	found = &patches[patch_count++];
	found->slot = slot;
	return found;
}

static void patch_slot(void *data, const struct object *object, enum slot_kind kind,
                       const char *symbol, void **slot)
{
	int *error = data;
	const struct replacement *found = find_replacement(symbol);
	void *held = __atomic_load_n(slot, __ATOMIC_RELAXED);
	if (found == NULL || held == found->function)
		return;
	/* The program may have stored something else into its variable. */
	if (kind == SLOT_POINTER && held != found->real)
		return;
	struct patch *patch = record(slot);
	if (patch == NULL) {
		*error = -ENOMEM;
		return;
	}
	patch->original = held;
	patch->function = found->function;
	int result = write_slot(object, slot, found->function);
	if (result != 0)
		*error = result;
}

static int patch_object(struct dl_phdr_info *info, size_t size, void *data)
{
	struct object object;
	int *error = data;
	(void)size;
	if (!object_read(&object, info) || is_left_alone(&object))
		return 0;
	object_each_slot(&object, patch_slot, data);
	int result = close_page();
	if (result != 0)
		*error = result;
	return 0;
}

int patch_apply(void)
{
	int error = 0;
	dl_iterate_phdr(patch_object, &error);
	return error;
}

/* Slots of objects that are no longer loaded are in no object, and are left alone. */
static int restore_object(struct dl_phdr_info *info, size_t size, void *data)
{
	struct object object;
	(void)size;
	(void)data;
	if (!object_read(&object, info))
		return 0;
	for (size_t i = 0; i < patch_count; i++) {
		struct patch *patch = &patches[i];
		if (object_contains(&object, (uintptr_t)patch->slot) &&
		    __atomic_load_n(patch->slot, __ATOMIC_RELAXED) == patch->function)
			(void)write_slot(&object, patch->slot, patch->original);
	}
	(void)close_page();
	return 0;
}

void patch_restore(void)
{
	dl_iterate_phdr(restore_object, NULL);
	patch_count = 0;
}
