/* What the C tests share: a failed check prints its line, and `checks_result` is main's value. */
#ifndef SOCKETWRAP_TEST_CHECK_H
#define SOCKETWRAP_TEST_CHECK_H

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/network.h"
#include "real/real.h"

static _Atomic int checks_failed;

/* As the library does when it is loaded. */
__attribute__((constructor)) static void resolve_libc(void)
{
	real_resolve_all();
}

#define CHECK(condition) check_that((condition), #condition, __FILE__, __LINE__)
#define CHECK_EQUAL(left, right) \
	check_equal((long long)(left), (long long)(right), #left " == " #right, __FILE__, __LINE__)
#define CHECK_TEXT(left, right) check_text((left), (right), #left, __FILE__, __LINE__)

static inline void check_that(int holds, const char *text, const char *file, int line)
{
	if (holds)
		return;
	atomic_fetch_add(&checks_failed, 1);
	fprintf(stderr, "%s:%d: %s\n", file, line, text);
}

static inline void check_equal(long long left, long long right, const char *text, const char *file,
                               int line)
{
	if (left == right)
		return;
	atomic_fetch_add(&checks_failed, 1);
	fprintf(stderr, "%s:%d: %s: %lld, not %lld\n", file, line, text, left, right);
}

static inline void check_text(const char *left, const char *right, const char *text,
                              const char *file, int line)
{
	if (strcmp(left, right) == 0)
		return;
	atomic_fetch_add(&checks_failed, 1);
	fprintf(stderr, "%s:%d: %s: \"%s\", not \"%s\"\n", file, line, text, left, right);
}

static inline int checks_result(void)
{
	return atomic_load(&checks_failed) == 0 ? 0 : 1;
}

static inline struct address address_of(const char *text)
{
	struct address address = address_any(AF_INET6);
	check_that(address_parse(text, &address), text, __FILE__, __LINE__);
	return address;
}

/* A fresh directory for one test, in memory where there is such a place; removed, with a network's
 * file in it, by remove_directory. */
static inline void make_directory(char directory[64])
{
	bool has_memory = access("/dev/shm", W_OK | X_OK) == 0;
	strcpy(directory, has_memory ? "/dev/shm/sw-test-XXXXXX" : "/tmp/sw-test-XXXXXX");
	if (mkdtemp(directory) == NULL) {
		perror("mkdtemp");
		exit(2);
	}
}

static inline void remove_directory(const char *directory)
{
	char path[128];
	snprintf(path, sizeof(path), "%s/network", directory);
	unlink(path);
	CHECK_EQUAL(rmdir(directory), 0);
}

#endif
