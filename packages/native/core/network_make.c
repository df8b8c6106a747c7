#include "network_make.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compat.h"
#include "network_file.h"
#include "real/libc.h"
#include "real/real.h"

static int fill_random(void *bytes, size_t size)
{
	ssize_t filled = getrandom(bytes, size, 0);
	if (filled < 0)
		return -errno;
	return (size_t)filled == size ? 0 : -EIO;
}

static int make_id(char id[NETWORK_ID_LENGTH + 1])
{
	uint8_t random[NETWORK_ID_LENGTH / 2];
	int result = fill_random(random, sizeof(random));
	for (size_t i = 0; result == 0 && i < sizeof(random); i++)
		snprintf(id + 2 * i, 3, "%02x", random[i]);
	return result;
}

static void add_interfaces(struct network_file *file)
{
	for (int number = 1; number <= COMPAT_INTERFACES; number++) {
		struct host_entry *host = &file->hosts[number];
		snprintf(host->name, sizeof(host->name), "iface%d", number);
		for (enum compat_subnet subnet = 0; subnet < COMPAT_SUBNETS; subnet++)
			host->addresses[subnet] = compat_address(subnet, number);
		atomic_store(&host->address_count, COMPAT_SUBNETS);
		host->primary_v4 = host->addresses[COMPAT_127_0_0_0];
		host->primary_v6 = host->addresses[COMPAT_V6];
		atomic_store(&host->is_alive, 1);
	}
	atomic_store(&file->host_count, COMPAT_INTERFACES + 1);
}

static int fill_file(struct network_file *file, const char magic[8], bool is_compat)
{
	memcpy(file->magic, magic, sizeof(file->magic));
	file->layout = NETWORK_LAYOUT;
	file->size = sizeof(*file);
	file->is_compat = is_compat;
	file->owner = getpid();
	int result = make_id(file->id);
	if (result == 0)
		result = fill_random(&file->token, sizeof(file->token));
	if (result < 0)
		return result;
	atomic_store(&file->next_v4, 1);
	atomic_store(&file->next_v6, 1);
	if (is_compat) {
		add_interfaces(file);
		return 0;
	}
	struct network network = { .file = file };
	result = host_add(&network, "test", NULL, 0, NULL);
	return result < 0 ? result : 0;
}

/* The file keeps its holes. Only the header gets its space for certain, so that a full file system is
 * an error here, not a signal. */
static int size_file(int fd)
{
	if (ftruncate(fd, sizeof(struct network_file)) < 0)
		return -errno;
	if (fallocate(fd, 0, 0, offsetof(struct network_file, hosts)) < 0 && errno == ENOSPC)
		return -ENOSPC;
	return 0;
}

static int make_file(int fd, const char magic[8], bool is_compat)
{
	int result = size_file(fd);
	if (result < 0)
		return result;
	size_t size = sizeof(struct network_file);
	struct network_file *file = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (file == MAP_FAILED)
		return -errno;
	result = fill_file(file, magic, is_compat);
	munmap(file, size);
	return result;
}

int network_make(const char *directory, const char magic[8], bool is_compat)
{
	char random[NETWORK_ID_LENGTH + 1];
	int result = make_id(random);
	if (result < 0)
		return result;
	char path[NETWORK_DIRECTORY_MAX + sizeof("/network")];
	char temporary[NETWORK_DIRECTORY_MAX + sizeof("/.network-") + NETWORK_ID_LENGTH];
	snprintf(path, sizeof(path), "%s/network", directory);
	snprintf(temporary, sizeof(temporary), "%s/.network-%s", directory, random);
	int fd = real(open)(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	result = make_file(fd, magic, is_compat);
	real(close)(fd);
	if (result == 0 && link(temporary, path) < 0)
		result = -errno;
	unlink(temporary);
	return result;
}

int network_record(struct network *network, uint64_t capacity)
{
	char path[NETWORK_DIRECTORY_MAX + sizeof("/journal")];
	snprintf(path, sizeof(path), "%s/journal", network->directory);
	if (libc(mkdir)(path, 0700) < 0 && errno != EEXIST)
		return -errno;
	network->file->journal_capacity = capacity;
	network_open_journal(network);
	return 0;
}
