/* What makes directories, links, fifos and the files of unix sockets. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "creation.h"
#include "../core/hook.h"
#include "next.h"

static int remember(int result, int directory, const char *path)
{
	if (result == 0)
		creation_remember(&(struct place){ directory, path, AT_SYMLINK_NOFOLLOW });
	return result;
}

HOOK int mkdir(const char *path, mode_t mode)
{
	return remember(next(mkdir)(path, mode), AT_FDCWD, path);
}

HOOK int mkdirat(int directory, const char *path, mode_t mode)
{
	return remember(next(mkdirat)(directory, path, mode), directory, path);
}

HOOK int mknod(const char *path, mode_t mode, dev_t device)
{
	return remember(next(mknod)(path, mode, device), AT_FDCWD, path);
}

HOOK int mknodat(int directory, const char *path, mode_t mode, dev_t device)
{
	return remember(next(mknodat)(directory, path, mode, device), directory, path);
}

HOOK int mkfifo(const char *path, mode_t mode)
{
	return remember(next(mkfifo)(path, mode), AT_FDCWD, path);
}

HOOK int mkfifoat(int directory, const char *path, mode_t mode)
{
	return remember(next(mkfifoat)(directory, path, mode), directory, path);
}

HOOK int symlink(const char *target, const char *path)
{
	return remember(next(symlink)(target, path), AT_FDCWD, path);
}

HOOK int symlinkat(const char *target, int directory, const char *path)
{
	return remember(next(symlinkat)(target, directory, path), directory, path);
}

HOOK char *mkdtemp(char *path)
{
	char *made = next(mkdtemp)(path);
	if (made != NULL)
		(void)remember(0, AT_FDCWD, made);
	return made;
}

HOOK int bind(int fd, const struct sockaddr *address, socklen_t length)
{
	int result = next(bind)(fd, address, length);
	char path[sizeof(struct sockaddr_un)] = "";
	const size_t start = offsetof(struct sockaddr_un, sun_path);
	if (result == 0 && length > start && address->sa_family == AF_UNIX)
		memcpy(path, ((const struct sockaddr_un *)address)->sun_path, length - start);
	if (path[0] != '\0')
		(void)remember(0, AT_FDCWD, path);
	return result;
}
