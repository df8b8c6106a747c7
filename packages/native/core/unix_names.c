#include "unix_names.h"

#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

#include "../real/real.h"
#include "network_file.h"
#include "text.h"

enum { NAME_OFFSET = offsetof(struct sockaddr_un, sun_path), NAME_MAX_SIZE = 108 };

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

/* The file system gives a number again, but not with the same time of birth. */
static uint64_t key_of_file(const char *path)
{
	struct statx status;
	uint64_t parts[5];
	if (statx(AT_FDCWD, path, 0, STATX_INO | STATX_BTIME, &status) != 0)
		return 0;
	parts[0] = status.stx_dev_major;
	parts[1] = status.stx_dev_minor;
	parts[2] = status.stx_ino;
	parts[3] = (uint64_t)status.stx_btime.tv_sec;
	parts[4] = status.stx_btime.tv_nsec;
	return hash(parts, sizeof(parts));
}

/* 0: it has no name, or there is no such file. */
static uint64_t key_of(const struct sockaddr_un *address, socklen_t length)
{
	char path[NAME_MAX_SIZE + 1] = "";
	size_t size = name_size(length);
	if (size > 0 && address->sun_path[0] == '\0')
		return hash(address->sun_path, size);
	memcpy(path, address->sun_path, size);
	return size == 0 ? 0 : key_of_file(path);
}

void unix_names_add(struct network *network, int fd)
{
	struct network_file *file = network->file;
	struct sockaddr_un name;
	socklen_t length = sizeof(name);
	if (real(getsockname)(fd, (struct sockaddr *)&name, &length) < 0)
		return;
	uint64_t key = key_of(&name, length);
	if (key == 0)
		return;
	uint32_t index = atomic_fetch_add(&file->next_unix_name, 1);
	atomic_store(&file->unix_names[index % UNIX_NAMES_MAX], key);
}

bool unix_names_has(const struct network *network, const struct sockaddr_un *address,
                    socklen_t length)
{
	const struct network_file *file = network->file;
	uint32_t count = atomic_load(&file->next_unix_name);
	uint64_t key = count == 0 ? 0 : key_of(address, length);
	if (key == 0)
		return false;
	for (uint32_t i = 0; i < count && i < UNIX_NAMES_MAX; i++)
		if (atomic_load_explicit(&file->unix_names[i], memory_order_relaxed) == key)
			return true;
	return false;
}

static void format_path(struct text *text, const char *path)
{
	static const char old[] = "/var/run/";
	char directory[UNIX_PATH_SIZE - NAME_MAX_SIZE - 2];
	if (path[0] != '/' && getcwd(directory, sizeof(directory)) != NULL) {
		text_add(text, directory);
		text_add(text, "/");
	}
	text_add(text, strncmp(path, old, sizeof(old) - 1) == 0 ? path + sizeof("/var") - 1 : path);
}

void unix_names_format(const struct sockaddr_un *address, socklen_t length,
                       char path[UNIX_PATH_SIZE])
{
	char name[NAME_MAX_SIZE + 1] = "";
	struct text text = text_start(path, UNIX_PATH_SIZE);
	size_t size = name_size(length);
	memcpy(name, address->sun_path, size);
	if (size > 0 && name[0] == '\0') {
		for (size_t i = 0; i < size; i++)
			name[i] = name[i] == '\0' ? '@' : name[i];
		text_add(&text, name);
	} else if (size > 0) {
		format_path(&text, name);
	}
}
