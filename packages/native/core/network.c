#include "network.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "network_file.h"
#include "network_make.h"
#include "real/libc.h"
#include "real/real.h"

static const char magic[sizeof(((struct network_file *)0)->magic)] = "socketwr";

/* Programs change their working directory and clear their environment, so the path is kept in full. */
static int keep_directory(struct network *network, const char *directory)
{
	char resolved[PATH_MAX];
	if (realpath(directory, resolved) == NULL)
		return -errno;
	if (strlen(resolved) > NETWORK_DIRECTORY_MAX) {
		if (directory[0] != '/' || strlen(directory) > NETWORK_DIRECTORY_MAX)
			return -ENAMETOOLONG;
		strcpy(resolved, directory);
	}
	memcpy(network->directory, resolved, strlen(resolved) + 1);
	return 0;
}

static int map(struct network *network, int fd)
{
	void *mapped =
		mmap(NULL, sizeof(struct network_file), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (mapped == MAP_FAILED)
		return -errno;
	network->file = mapped;
	return 0;
}

/* The first bytes are read before anything is mapped: touching a short file's mapping would kill. */
static int check_header(int fd)
{
	char head[offsetof(struct network_file, id) + NETWORK_ID_LENGTH + 1];
	const char *id = head + offsetof(struct network_file, id);
	ssize_t length = pread(fd, head, sizeof(head), 0);
	if (length < 0)
		return -errno;
	if ((size_t)length < sizeof(head) || memcmp(head, magic, sizeof(magic)) != 0)
		return -EBADMSG;
	uint32_t layout, size;
	memcpy(&layout, head + offsetof(struct network_file, layout), sizeof(layout));
	memcpy(&size, head + offsetof(struct network_file, size), sizeof(size));
	if (layout != NETWORK_LAYOUT || size != sizeof(struct network_file))
		return -EPROTO;
	struct stat status;
	if (fstat(fd, &status) < 0)
		return -errno;
	if (memchr(id, '\0', NETWORK_ID_LENGTH + 1) != id + NETWORK_ID_LENGTH)
		return -EBADMSG;
	return status.st_size == (off_t)sizeof(struct network_file) ? 0 : -EBADMSG;
}

static int open_file(struct network *network)
{
	char path[NETWORK_DIRECTORY_MAX + sizeof("/network")];
	snprintf(path, sizeof(path), "%s/network", network->directory);
	int fd = real(open)(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return -errno;
	int result = check_header(fd);
	if (result == 0)
		result = map(network, fd);
	real(close)(fd);
	if (result < 0)
		return result;
	network->is_compat = network->file->is_compat != 0;
	network_admit_user(network, libc(geteuid)());
	return 0;
}

int network_open(struct network *network, const char *directory)
{
	memset(network, 0, sizeof(*network));
	int result = keep_directory(network, directory);
	return result < 0 ? result : open_file(network);
}

static int create(struct network *network, const char *directory, bool is_compat)
{
	int result = network_open(network, directory);
	if (result != -ENOENT || network->directory[0] == '\0')
		return result;
	result = network_make(network->directory, magic, is_compat);
	return result < 0 && result != -EEXIST ? result : open_file(network);
}

int network_create(struct network *network, const char *directory)
{
	return create(network, directory, false);
}

int network_create_compat(struct network *network, const char *directory)
{
	return create(network, directory, true);
}

void network_close(struct network *network)
{
	if (network->file != NULL)
		munmap(network->file, sizeof(*network->file));
	network->file = NULL;
}

const char *network_id(const struct network *network)
{
	return network->file->id;
}
