#include "unix_names.h"

#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

#include "../real/real.h"
#include "network_file.h"
#include "text.h"

enum {
	NAME_OFFSET = offsetof(struct sockaddr_un, sun_path),
	NAME_MAX_SIZE = 108,
	PATH_SIZE = NAME_MAX_SIZE + 1
};

static uint64_t hash(const void *bytes, size_t size)
{
	const uint8_t *byte = bytes;
	uint64_t result = 0xcbf29ce484222325u;
	while (size-- > 0)
		result = (result ^ *byte++) * 0x100000001b3u;
	return result == 0 ? 1 : result;
}

static size_t name_size(socklen_t length)
{
	size_t size = length > NAME_OFFSET ? length - NAME_OFFSET : 0;
	return size > NAME_MAX_SIZE ? NAME_MAX_SIZE : size;
}

static bool is_abstract(const struct unix_name *name)
{
	return name_size(name->length) > 0 && name->address->sun_path[0] == '\0';
}

/* "" for no path. */
static void copy_path(const struct unix_name *name, char path[PATH_SIZE])
{
	const char *from = name->address->sun_path;
	size_t size = is_abstract(name) ? 0 : strnlen(from, name_size(name->length));
	if (name->directory != AT_FDCWD)
		for (; size > 0 && *from == '/'; size--)
			from++;
	memcpy(path, from, size);
	path[size] = '\0';
}

/* The file system gives a number again, but not with the same time of birth. 0: no such file. */
static uint64_t key_of_file(int directory, const char *path)
{
	struct statx status;
	uint64_t parts[5];
	if (path[0] == '\0' || statx(directory, path, 0, STATX_INO | STATX_BTIME, &status) != 0)
		return 0;
	parts[0] = status.stx_dev_major;
	parts[1] = status.stx_dev_minor;
	parts[2] = status.stx_ino;
	parts[3] = (uint64_t)status.stx_btime.tv_sec;
	parts[4] = status.stx_btime.tv_nsec;
	return hash(parts, sizeof(parts));
}

/* Of a file that may not be there yet: its directory, and what it is called in it. */
static uint64_t key_of_entry(int directory, char path[PATH_SIZE])
{
	char *slash = strrchr(path, '/'), *entry = slash == NULL ? path : slash + 1;
	uint64_t parts[2] = { 0, hash(entry, strlen(entry)) };
	if (*entry == '\0')
		return 0;
	if (slash == path)
		parts[0] = key_of_file(directory, "/");
	else if (slash != NULL)
		*slash = '\0';
	if (slash != path)
		parts[0] = key_of_file(directory, slash == NULL ? "." : path);
	return parts[0] == 0 ? 0 : hash(parts, sizeof(parts));
}

/* Each 0 when there is none. */
struct keys {
	uint64_t name, entry;
};

static struct keys keys_of(const struct unix_name *name)
{
	char path[PATH_SIZE];
	struct keys keys = { 0 };
	if (is_abstract(name)) {
		keys.name = hash(name->address->sun_path, name_size(name->length));
		return keys;
	}
	copy_path(name, path);
	keys.name = key_of_file(name->directory, path);
	keys.entry = key_of_entry(name->directory, path);
	return keys;
}

static void add(struct network_file *file, uint64_t key)
{
	if (key == 0)
		return;
	uint32_t index = atomic_fetch_add(&file->next_unix_name, 1);
	atomic_store(&file->unix_names[index % UNIX_NAMES_MAX], key);
}

void unix_names_add(struct network *network, int fd)
{
	struct sockaddr_un address;
	socklen_t length = sizeof(address);
	if (real(getsockname)(fd, (struct sockaddr *)&address, &length) == 0)
		add(network->file,
		    keys_of(&(struct unix_name){ &address, length, AT_FDCWD, NULL }).name);
}

void unix_names_expect(struct network *network, const struct unix_name *name)
{
	struct keys keys = keys_of(name);
	add(network->file, is_abstract(name) ? keys.name : keys.entry);
}

bool unix_names_has(const struct network *network, const struct unix_name *name)
{
	const struct network_file *file = network->file;
	uint32_t count = atomic_load(&file->next_unix_name);
	struct keys keys = count == 0 ? (struct keys){ 0 } : keys_of(name);
	for (uint32_t i = 0; keys.name != 0 && i < count && i < UNIX_NAMES_MAX; i++) {
		uint64_t key = atomic_load_explicit(&file->unix_names[i], memory_order_relaxed);
		if (key == keys.name || key == keys.entry)
			return true;
	}
	return false;
}

static void format_path(struct text *text, const char *path, const char *directory_path)
{
	static const char old[] = "/var/run/";
	char own[UNIX_PATH_SIZE - PATH_SIZE - 1];
	if (path[0] != '/' && directory_path == NULL)
		directory_path = getcwd(own, sizeof(own));
	if (path[0] != '/' && directory_path != NULL) {
		text_add(text, directory_path);
		text_add(text, "/");
	}
	text_add(text, strncmp(path, old, sizeof(old) - 1) == 0 ? path + sizeof("/var") - 1 : path);
}

void unix_names_format(const struct unix_name *name, char path[UNIX_PATH_SIZE])
{
	char bytes[PATH_SIZE] = "";
	struct text text = text_start(path, UNIX_PATH_SIZE);
	size_t size = name_size(name->length);
	memcpy(bytes, name->address->sun_path, size);
	if (size > 0 && bytes[0] == '\0') {
		for (size_t i = 0; i < size; i++)
			bytes[i] = bytes[i] == '\0' ? '@' : bytes[i];
		text_add(&text, bytes);
	} else if (size > 0) {
		format_path(&text, bytes, name->directory_path);
	}
}
