/* Looking into the process that made a call. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "call.h"
#include "core/text.h"

int call_read(const struct call *call, uint64_t address, void *bytes, size_t size)
{
	struct iovec here = { bytes, size }, there = { (void *)(uintptr_t)address, size };
	if (size == 0)
		return 0;
	ssize_t got = process_vm_readv(call->thread, &here, 1, &there, 1, 0);
	return got == (ssize_t)size ? 0 : -EFAULT;
}

int call_write(const struct call *call, uint64_t address, const void *bytes, size_t size)
{
	struct iovec here = { (void *)(uintptr_t)bytes, size },
		     there = { (void *)(uintptr_t)address, size };
	if (size == 0)
		return 0;
	ssize_t put = process_vm_writev(call->thread, &here, 1, &there, 1, 0);
	return put == (ssize_t)size ? 0 : -EFAULT;
}

static void format_path(char *bytes, size_t size, const struct call *call, const char *folder,
                        int fd)
{
	struct text path = text_start(bytes, size);
	text_add(&path, "/proc/");
	text_add_number(&path, (unsigned long)call->thread);
	text_add(&path, folder);
	text_add_number(&path, (unsigned long)fd);
}

bool call_look_up(const struct call *call, int fd, struct caller_descriptor *found)
{
	char path[64], link[64];
	if (fd < 0)
		return false;
	format_path(path, sizeof(path), call, "/fd/", fd);
	ssize_t length = readlink(path, link, sizeof(link) - 1);
	if (length <= 0)
		return false;
	link[length] = '\0';
	found->is_socket = strncmp(link, "socket:[", 8) == 0;
	found->is_pipe = strncmp(link, "pipe:[", 6) == 0;
	found->inode =
		found->is_socket || found->is_pipe ? strtoull(strchr(link, '[') + 1, NULL, 10) : 0;
	return true;
}

int call_descriptor_flags(const struct call *call, int fd)
{
	char path[64], bytes[512];
	format_path(path, sizeof(path), call, "/fdinfo/", fd);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = file < 0 ? -1 : read(file, bytes, sizeof(bytes) - 1);
	if (file >= 0)
		close(file);
	if (length <= 0)
		return 0;
	bytes[length] = '\0';
	const char *flags = strstr(bytes, "flags:");
	return flags == NULL ? 0 : (int)strtol(flags + strlen("flags:"), NULL, 8);
}
