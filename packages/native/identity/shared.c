#include "shared.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/text.h"
#include "next.h"

static struct shared *mapped;

static int open_file(const char *directory)
{
	char path[PATH_MAX];
	struct text text = text_start(path, sizeof(path));
	text_add(&text, directory);
	text_add(&text, "/identities");
	int fd = (int)next(syscall)(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && ftruncate(fd, sizeof(struct shared)) != 0) {
		(void)next(syscall)(SYS_close, fd);
		return -1;
	}
	return fd;
}

void shared_start(void)
{
	const char *directory = getenv("SOCKET_WRAPPER_DIR");
	int fd = directory == NULL || *directory == '\0' ? -1 : open_file(directory);
	int flags = fd < 0 ? MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE : MAP_SHARED;
	void *memory = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, flags, fd, 0);
	mapped = memory == MAP_FAILED ? NULL : memory;
	if (fd >= 0)
		(void)next(syscall)(SYS_close, fd);
}

struct shared *shared(void)
{
	return mapped;
}
