#include "names_file.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "../real/real.h"
#include "hosts_text.h"
#include "records_text.h"

enum { HOSTS, RECORDS, FILES };

/* The files as they were read. What was compiled stays in memory, for another thread may look at it; it is as much
 * as the files have changed in the process's life. */
struct content {
	size_t sizes[FILES];
	struct names_table table;
	char text[];
};

static _Atomic(struct content *) latest;

static const char *path_of(int file)
{
	const char *path = getenv(file == HOSTS ? "NSS_WRAPPER_HOSTS" : "RESOLV_WRAPPER_HOSTS");
	return path != NULL && *path != '\0' ? path : NULL;
}

static void close_all(const int fds[FILES])
{
	for (int i = 0; i < FILES; i++)
		if (fds[i] >= 0)
			real(close)(fds[i]);
}

/* False when a file is there and cannot be opened. */
static bool open_all(int fds[FILES], size_t sizes[FILES])
{
	bool is_good = true;
	for (int i = 0; i < FILES; i++) {
		const char *path = path_of(i);
		struct stat status;
		fds[i] = path == NULL ? -1 : real(open)(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
		sizes[i] = 0;
		if (path != NULL && fds[i] < 0)
			is_good = false;
		else if (fds[i] >= 0 && fstat(fds[i], &status) == 0 && S_ISREG(status.st_mode))
			sizes[i] = (size_t)status.st_size;
	}
	return is_good;
}

static size_t size_of(const struct content *content)
{
	return sizeof(*content) + content->sizes[HOSTS] + content->sizes[RECORDS];
}

static void *allocate(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return memory == MAP_FAILED ? NULL : memory;
}

static size_t read_all(int fd, char *bytes, size_t size)
{
	size_t done = 0;
	ssize_t got = 1;
	while (done < size && got > 0) {
		got = real(read)(fd, bytes + done, size - done);
		done += got > 0 ? (size_t)got : 0;
	}
	return done;
}

/* NULL when there is no memory. */
static struct content *read_files(const int fds[FILES], const size_t sizes[FILES])
{
	struct content *content = allocate(sizeof(*content) + sizes[HOSTS] + sizes[RECORDS]);
	if (content == NULL)
		return NULL;
	memcpy(content->sizes, sizes, sizeof(content->sizes));
	for (int i = 0; i < FILES; i++)
		if (fds[i] >= 0)
			read_all(fds[i], content->text + (i == RECORDS ? sizes[HOSTS] : 0),
			         sizes[i]);
	return content;
}

static void compile_into(const struct content *content, struct names_draft *draft)
{
	const char *records = content->text + content->sizes[HOSTS];
	hosts_text_compile((struct text_rest){ content->text, content->sizes[HOSTS] }, draft);
	records_text_compile((struct text_rest){ records, content->sizes[RECORDS] }, draft);
}

static void compile(struct content *content)
{
	struct names_draft counted = { 0 };
	compile_into(content, &counted);
	struct names_draft draft = names_draft_start(&counted);
	if (draft.rows == NULL)
		return;
	uint8_t *table = allocate(names_draft_table_size(&counted));
	if (table != NULL) {
		compile_into(content, &draft);
		content->table = names_draft_write(&draft, table);
	}
	names_draft_end(&draft, &counted);
}

static bool is_same(const struct content *left, const struct content *right)
{
	return left != NULL && memcmp(left->sizes, right->sizes, sizeof(left->sizes)) == 0 &&
	       memcmp(left->text, right->text, size_of(left) - sizeof(*left)) == 0;
}

/* The one that is known when nothing has changed. Two threads that compile the same text at once keep both. */
static struct content *renew(const int fds[FILES], const size_t sizes[FILES])
{
	struct content *known = atomic_load(&latest), *content = read_files(fds, sizes);
	if (content == NULL)
		return known;
	if (is_same(known, content)) {
		munmap(content, size_of(content));
		return known;
	}
	compile(content);
	atomic_store(&latest, content);
	return content;
}

/* NULL without files. One that cannot be opened any more, as in a chroot, stays as it was. */
static struct content *current(void)
{
	int fds[FILES], saved_errno = errno;
	size_t sizes[FILES];
	if (path_of(HOSTS) == NULL && path_of(RECORDS) == NULL)
		return NULL;
	bool is_good = open_all(fds, sizes);
	struct content *content = atomic_load(&latest);
	if (is_good || content == NULL)
		content = renew(fds, sizes);
	close_all(fds);
	errno = saved_errno;
	return content;
}

struct names_table names_file_table(void)
{
	const struct content *content = current();
	return content == NULL ? (struct names_table){ 0 } : content->table;
}

struct text_rest names_file_hosts(void)
{
	const struct content *content = current();
	return content == NULL ? (struct text_rest){ 0 }
	                       : (struct text_rest){ content->text, content->sizes[HOSTS] };
}

bool names_file_is_resolver(void)
{
	return path_of(RECORDS) != NULL;
}
