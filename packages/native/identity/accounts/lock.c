/* lckpwdf() and ulckpwdf(): the lock of the host's files, not of the machine's, which only root could have. */
#include <fcntl.h>
#include <limits.h>
#include <shadow.h>
#include <unistd.h>

#include "../../core/hook.h"
#include "../next.h"
#include "core/text.h"
#include "files.h"

static _Atomic int lock_fd = -1;

static int lock_file(const char *folder)
{
	char path[PATH_MAX];
	struct text text = text_start(path, sizeof(path));
	text_add(&text, folder);
	text_add(&text, "/.pwd.lock");
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	if (fd < 0 || fcntl(fd, F_SETLKW, &whole) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

HOOK int lckpwdf(void)
{
	const char *folder = accounts_file(ACCOUNTS_HOST);
	if (folder == NULL)
		return next(lckpwdf)();
	if (lock_fd >= 0)
		return -1;
	lock_fd = lock_file(folder);
	return lock_fd < 0 ? -1 : 0;
}

HOOK int ulckpwdf(void)
{
	if (accounts_file(ACCOUNTS_HOST) == NULL)
		return next(ulckpwdf)();
	int fd = lock_fd;
	lock_fd = -1;
	return fd < 0 ? -1 : close(fd);
}
