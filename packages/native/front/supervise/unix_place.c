#include "unix_place.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"

/* "/proc/TID" and the rest. */
static void format_link(char *bytes, size_t size, const struct call *call, const char *rest)
{
	struct text path = text_start(bytes, size);
	text_add(&path, "/proc/");
	text_add_number(&path, (unsigned long)call->thread);
	text_add(&path, rest);
}

/* The caller's root for an absolute path, else where it stands. */
static int open_directory(struct unix_place *place, const struct call *call)
{
	char link[64];
	bool is_absolute = place->address.sun_path[0] == '/';
	format_link(link, sizeof(link), call, is_absolute ? "/root" : "/cwd");
	ssize_t length = readlink(link, place->directory_path, sizeof(place->directory_path) - 1);
	place->directory_path[length < 0 ? 0 : length] = '\0';
	place->name.directory = open(link, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return place->name.directory < 0 ? -errno : 0;
}

static int open_file(struct unix_place *place)
{
	char path[sizeof(place->address.sun_path) + 1] = "";
	memcpy(path, place->address.sun_path, sizeof(place->address.sun_path));
	place->file = openat(place->name.directory, path + strspn(path, "/"), O_PATH | O_CLOEXEC);
	if (place->file < 0)
		return -errno;
	struct text reached = text_start(place->reached.sun_path, sizeof(place->reached.sun_path));
	text_add(&reached, "/proc/self/fd/");
	text_add_number(&reached, (unsigned long)place->file);
	place->reached_length =
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + reached.length + 1);
	return 0;
}

int unix_place_open(struct unix_place *place, const struct call *call,
                    const struct sockaddr_storage *address, socklen_t length)
{
	*place = (struct unix_place){ .file = -1 };
	if (length > sizeof(place->address))
		length = sizeof(place->address);
	memcpy(&place->address, address, length);
	place->name =
		(struct unix_name){ &place->address, length, AT_FDCWD, place->directory_path };
	place->reached = place->address;
	place->reached_length = length;
	if (length <= offsetof(struct sockaddr_un, sun_path) || place->address.sun_path[0] == '\0')
		return 0;
	int result = open_directory(place, call);
	return result < 0 ? result : open_file(place);
}

void unix_place_close(struct unix_place *place)
{
	if (place->file >= 0)
		close(place->file);
	if (place->name.directory >= 0)
		close(place->name.directory);
}
