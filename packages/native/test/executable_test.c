/* Looking at files: damaged ones too, and the search along PATH. */
#include "check.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "core/executable.h"

static char directory[64];

static int inspect_bytes(const void *bytes, size_t size, struct executable *executable)
{
	char path[128];
	snprintf(path, sizeof(path), "%s/network", directory);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0755);
	CHECK_EQUAL(write(fd, bytes, size), (ssize_t)size);
	close(fd);
	return executable_inspect(executable, AT_FDCWD, path, NULL);
}

/* Every byte of the headers may be wrong: no reading beyond, no endless loop. */
static void damaged_headers_do_no_harm(void)
{
	enum { SIZE = 6000, STEP = 3 };
	static unsigned char whole[SIZE], damaged[SIZE];
	int fd = open("/proc/self/exe", O_RDONLY);
	ssize_t length = read(fd, whole, SIZE);
	close(fd);
	struct executable executable;
	for (size_t at = 4; at < 64 + 13 * 56; at += STEP) {
		memcpy(damaged, whole, SIZE);
		damaged[at] = (unsigned char)(damaged[at] ^ 0xff);
		int result = inspect_bytes(damaged, (size_t)length, &executable);
		CHECK(result == 0 || result == -ENOEXEC);
	}
	for (size_t size = 0; size < 200; size += 7) {
		int result = inspect_bytes(whole, size, &executable);
		CHECK(result == -ENOEXEC || result == 0);
	}
}

static void first_lines_may_be_anything(void)
{
	struct executable executable;
	static char long_line[4000] = "#!/";
	memset(long_line + 3, 'x', sizeof(long_line) - 3);
	CHECK_EQUAL(inspect_bytes("", 0, &executable), -ENOEXEC);
	CHECK_EQUAL(inspect_bytes("#!", 2, &executable), -ENOEXEC);
	CHECK_EQUAL(inspect_bytes("#! \t \n", 6, &executable), -ENOEXEC);
	CHECK_EQUAL(inspect_bytes("#!/bin/sh", 9, &executable), 0);
	CHECK_EQUAL(executable.kind, EXECUTABLE_SCRIPT);
	CHECK_EQUAL(inspect_bytes(long_line, sizeof(long_line), &executable), -ENOENT);
	CHECK_EQUAL(inspect_bytes("#!/usr/bin/env", 14, &executable), 0);
	CHECK_EQUAL(inspect_bytes("#!/usr/bin/env -S A=b", 21, &executable), 0);
}

static void check_candidates(const char *path, const char *name, const char *expected)
{
	char all[256] = "", candidate[64];
	const char *rest = path;
	while (executable_next_candidate(&rest, name, candidate, sizeof(candidate))) {
		strcat(all, candidate);
		strcat(all, " ");
	}
	CHECK_TEXT(all, expected);
}

static void candidates_follow_the_path(void)
{
	check_candidates("/a:/b", "x", "/a/x /b/x ");
	check_candidates(":/b:", "x", "x /b/x x ");
	check_candidates("", "x", "x ");
	check_candidates(NULL, "x", "/bin/x /usr/bin/x ");
	check_candidates("/a:/b", "./x", "./x ");
	check_candidates(NULL, "/c/x", "/c/x ");
	char long_path[128];
	memset(long_path, 'y', sizeof(long_path));
	memcpy(long_path + 100, ":/b", 4);
	check_candidates(long_path, "x", "/b/x ");
}

int main(void)
{
	make_directory(directory);
	damaged_headers_do_no_harm();
	first_lines_may_be_anything();
	candidates_follow_the_path();
	remove_directory(directory);
	return checks_result();
}
