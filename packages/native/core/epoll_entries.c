#include "epoll_entries.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "../real/real.h"
#include "text.h"

static void path_of(int fd, const char *folder, char path[40])
{
	struct text text = text_start(path, 40);
	text_add(&text, folder);
	text_add_number(&text, (unsigned)fd);
}

static bool is_epoll(int fd)
{
	char path[40], target[32];
	path_of(fd, "/proc/self/fd/", path);
	ssize_t length = readlink(path, target, sizeof(target) - 1);
	target[length < 0 ? 0 : length] = '\0';
	return strcmp(target, "anon_inode:[eventpoll]") == 0;
}

static bool number_after(const char *line, const char *label, int base, uint64_t *number)
{
	const char *at = strstr(line, label);
	if (at == NULL)
		return false;
	*number = strtoull(at + strlen(label), NULL, base);
	return true;
}

/* "tfd: 5 events: 19 data: 500000005  pos:0 ino:61af sdev:7", all but the first in hexadecimal. */
static void read_line(const char *line, int epoll, ino_t inode, struct epoll_entries *found)
{
	uint64_t fd, events, data, line_inode;
	if (!number_after(line, "tfd:", 10, &fd) || !number_after(line, "events:", 16, &events) ||
	    !number_after(line, "data:", 16, &data) ||
	    !number_after(line, "ino:", 16, &line_inode) || line_inode != inode ||
	    found->count == EPOLL_ENTRIES_MAX)
		return;
	found->entries[found->count++] =
		(struct epoll_entry){ epoll, (int)fd, (uint32_t)events, data };
}

static void read_instance(int epoll, ino_t inode, struct epoll_entries *found)
{
	char bytes[1024 + 1], path[40];
	size_t kept = 0;
	path_of(epoll, "/proc/self/fdinfo/", path);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;
	while (file >= 0 && (got = real(read)(file, bytes + kept, sizeof(bytes) - 1 - kept)) > 0) {
		bytes[kept + (size_t)got] = '\0';
		char *line = bytes, *end;
		for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
			*end = '\0';
			read_line(line, epoll, inode, found);
		}
		kept = strlen(line);
		memmove(bytes, line, kept);
	}
	if (file >= 0)
		real(close)(file);
}

struct directory_entry { /* of the system call; opendir() allocates */
	uint64_t inode;
	int64_t offset;
	uint16_t size;
	uint8_t type;
	char name[];
};

static void read_entries(const char *bytes, size_t size, ino_t inode, struct epoll_entries *found)
{
	for (size_t at = 0; at < size;) {
		const struct directory_entry *entry = (const void *)(bytes + at);
		int fd = atoi(entry->name);
		if (entry->name[0] != '.' && is_epoll(fd))
			read_instance(fd, inode, found);
		at += entry->size;
	}
}

bool epoll_entries_find(int fd, struct epoll_entries *found)
{
	_Alignas(uint64_t) char bytes[2048];
	struct stat status;
	found->count = 0;
	if (fstat(fd, &status) < 0)
		return false;
	int directory = open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		return false;
	long got;
	while ((got = real(syscall)(SYS_getdents64, directory, bytes, sizeof(bytes))) > 0)
		read_entries(bytes, (size_t)got, status.st_ino, found);
	real(close)(directory);
	return true;
}

void epoll_entries_remove(const struct epoll_entries *entries)
{
	struct epoll_event unused = { 0 };
	for (int i = 0; i < entries->count; i++)
		real(epoll_ctl)(entries->entries[i].epoll, EPOLL_CTL_DEL, entries->entries[i].fd,
		                &unused);
}

void epoll_entries_add(const struct epoll_entries *entries)
{
	for (int i = 0; i < entries->count; i++) {
		const struct epoll_entry *entry = &entries->entries[i];
		struct epoll_event event = { .events = entry->events, .data.u64 = entry->data };
		real(epoll_ctl)(entry->epoll, EPOLL_CTL_ADD, entry->fd, &event);
	}
}
