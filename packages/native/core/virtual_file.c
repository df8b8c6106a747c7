#include "virtual_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../real/real.h"
#include "hosts_file.h"
#include "own_name.h"
#include "resolver.h"
#include "text.h"

enum { LINE_SIZE = 256, PAGE_SIZE = 4096 };

/* Text on its way into a file. */
struct page {
	int fd;
	struct text text;
	char bytes[PAGE_SIZE];
};

enum virtual_file virtual_file_named(const char *name)
{
	if (strcmp(name, "hosts") == 0)
		return FILE_HOSTS;
	if (strcmp(name, "resolv.conf") == 0)
		return FILE_RESOLV_CONF;
	return strcmp(name, "hostname") == 0 ? FILE_HOSTNAME : FILE_REAL;
}

static void flush(struct page *page)
{
	size_t done = 0;
	while (done < page->text.length) {
		ssize_t written =
			real(write)(page->fd, page->bytes + done, page->text.length - done);
		if (written <= 0)
			break;
		done += (size_t)written;
	}
	page->text = text_start(page->bytes, sizeof(page->bytes));
}

static void add(struct page *page, const char *part)
{
	if (page->text.length + strlen(part) + 1 > sizeof(page->bytes))
		flush(page);
	text_add(&page->text, part);
}

/* Node looks for the name of an address here first, and gives (by c-ares) only what stands behind the first
 * name of a line. So a host's name stands there twice, first as a whole name with its dot. */
static void write_names(struct page *page, const struct hosts_line *line)
{
	add(page, line->name);
	if (!address_is_loopback(&line->address)) {
		add(page, ". ");
		add(page, line->name);
	}
	for (int i = 0; i < HOSTS_ALIASES_MAX && line->aliases[i] != NULL; i++) {
		add(page, " ");
		add(page, line->aliases[i]);
	}
}

static void write_hosts(struct page *page, struct context context)
{
	struct hosts_cursor cursor = { 0 };
	struct hosts_line line;
	char address[ADDRESS_TEXT_SIZE];
	while (hosts_file_next(context.network, &cursor, &line)) {
		address_format(&line.address, address);
		add(page, address);
		add(page, "\t");
		write_names(page, &line);
		add(page, "\n");
	}
}

static void write_servers(struct page *page)
{
	struct resolver resolver = resolver_for_programs();
	char address[ADDRESS_TEXT_SIZE];
	for (int i = 0; i < resolver.count; i++) {
		address_format(&resolver.servers[i].address, address);
		add(page, "nameserver ");
		add(page, address);
		add(page, "\n");
	}
}

static void write_name(struct page *page, struct context context)
{
	char name[OWN_NAME_SIZE];
	if (!own_name(context, name) && real(gethostname)(name, sizeof(name)) < 0)
		return;
	add(page, name);
	add(page, "\n");
}

static void write_file(int fd, struct context context, enum virtual_file file)
{
	struct page page = { .fd = fd };
	page.text = text_start(page.bytes, sizeof(page.bytes));
	if (file == FILE_HOSTS)
		write_hosts(&page, context);
	else if (file == FILE_RESOLV_CONF)
		write_servers(&page);
	else
		write_name(&page, context);
	flush(&page);
}

/* A second descriptor, which can only read. A program in a chroot may have no /proc. */
static int open_for_reading(int fd, int flags)
{
	char path[32];
	struct text text = text_start(path, sizeof(path));
	text_add(&text, "/proc/self/fd/");
	text_add_number(&text, (unsigned long)fd);
	int reader = real(open)(path, O_RDONLY | (flags & (O_CLOEXEC | O_NONBLOCK)));
	if (reader >= 0) {
		real(close)(fd);
		return reader;
	}
	if ((flags & O_CLOEXEC) == 0)
		real(fcntl)(fd, F_SETFD, 0);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

int virtual_file_open(struct context context, enum virtual_file file, int flags)
{
	static const char *const names[] = { "", "hosts", "resolv.conf", "hostname" };
	int fd = kernel_result(memfd_create(names[file], MFD_CLOEXEC));
	if (fd < 0)
		return fd;
	write_file(fd, context, file);
	fchmod(fd, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
	return open_for_reading(fd, flags);
}
