/* A stream finds read, write and close in a table of its kind (libio's struct _IO_jump_t), which lies in
 * libc's read-only data. The tables that have libc's own functions there get ours. */
#include "stdio_hook.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <sys/mman.h>

#include "../../core/socket.h"
#include "../../real/real.h"
#include "../inprocess/objects.h"

enum { READ_PLACE = 14, WRITE_PLACE, SEEK_PLACE, CLOSE_PLACE, PLACES = 21 };

typedef ssize_t read_function(FILE *, void *, ssize_t);
typedef ssize_t write_function(FILE *, const void *, ssize_t);
typedef int close_function(FILE *);

static read_function *libc_read;
static write_function *libc_write;
static close_function *libc_close;
static atomic_bool is_hooked;

static ssize_t read_stream(FILE *stream, void *bytes, ssize_t size)
{
	if (table_find(stream->_fileno) == NULL)
		return libc_read(stream, bytes, size);
	return read(stream->_fileno, bytes, (size_t)size);
}

/* As libc's: all of it, or an error that the stream remembers; how much was written. */
static ssize_t write_stream(FILE *stream, const void *bytes, ssize_t size)
{
	ssize_t done = 0;
	if (table_find(stream->_fileno) == NULL)
		return libc_write(stream, bytes, size);
	while (done < size) {
		ssize_t count =
			write(stream->_fileno, (const char *)bytes + done, (size_t)(size - done));
		if (count < 0) {
			stream->_flags |= _IO_ERR_SEEN;
			break;
		}
		done += count;
	}
	if (stream->_offset >= 0)
		stream->_offset += done;
	return done;
}

static int close_stream(FILE *stream)
{
	return table_find(stream->_fileno) == NULL ? libc_close(stream) : close(stream->_fileno);
}

static void put(void **place, void *function)
{
	__atomic_store_n(place, function, __ATOMIC_RELEASE);
}

static bool is_table(void *const *table)
{
	return table[READ_PLACE] == (void *)(uintptr_t)libc_read &&
	       table[WRITE_PLACE] == (void *)(uintptr_t)libc_write;
}

static void hook_tables(void **from, void **to)
{
	for (void **table = from; table + PLACES <= to; table++) {
		if (!is_table(table))
			continue;
		put(&table[READ_PLACE], (void *)(uintptr_t)read_stream);
		put(&table[WRITE_PLACE], (void *)(uintptr_t)write_stream);
		if (table[CLOSE_PLACE] == (void *)(uintptr_t)libc_close)
			put(&table[CLOSE_PLACE], (void *)(uintptr_t)close_stream);
	}
}

/* The table of every file's stream stands behind the stream itself. */
static void *const *usual_table(void)
{
	return *(void *const *const *)(const void *)(stdout + 1);
}

static int hook_libc(struct dl_phdr_info *info, size_t size, void *unused)
{
	struct object libc;
	void *const *table = usual_table();
	(void)size;
	(void)unused;
	if (!object_read(&libc, info) || (uintptr_t)table < libc.read_only_start ||
	    (uintptr_t)(table + PLACES) > libc.read_only_end)
		return 0;
	void *start = (void *)libc.read_only_start;
	size_t length = libc.read_only_end - libc.read_only_start;
	if (!is_table(table) || table[CLOSE_PLACE] != (void *)(uintptr_t)libc_close ||
	    mprotect(start, length, PROT_READ | PROT_WRITE) != 0)
		return 1;
	hook_tables(start, (void **)libc.read_only_end);
	mprotect(start, length, PROT_READ);
	atomic_store(&is_hooked, true);
	return 1;
}

void stdio_hook_start(void)
{
	void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
	if (libc == NULL || stdio_hook_is_on())
		return;
	libc_read = (read_function *)(uintptr_t)dlsym(libc, "_IO_file_read");
	libc_write = (write_function *)(uintptr_t)dlsym(libc, "_IO_file_write");
	libc_close = (close_function *)(uintptr_t)dlsym(libc, "_IO_file_close");
	if (libc_read != NULL && libc_write != NULL && libc_close != NULL)
		dl_iterate_phdr(hook_libc, NULL);
}

bool stdio_hook_is_on(void)
{
	return atomic_load_explicit(&is_hooked, memory_order_relaxed);
}
