/* Unix sockets that programs bind: how they are called, and which of them a network knows again. */
#include "core/unix_names.h"

#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>

#include "check.h"
#include "core/network_file.h"

static struct network network;
static char directory[64];

struct named {
	struct sockaddr_un address;
	socklen_t length;
};

/* '@' at the beginning stands for the zero byte of an abstract name. */
static struct named name_of(const char *text)
{
	struct named named = { .address.sun_family = AF_UNIX };
	size_t size = strlen(text);
	memcpy(named.address.sun_path, text, size);
	if (text[0] == '@')
		named.address.sun_path[0] = '\0';
	named.length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size +
	                           (text[0] == '@' || size == 108 ? 0 : 1));
	return named;
}

#define as_own(named) \
	(struct unix_name) \
	{ \
		&(named)->address, (named)->length, AT_FDCWD, NULL \
	}

static const char *format(const char *text)
{
	static char path[UNIX_PATH_SIZE];
	struct named named = name_of(text);
	unix_names_format(&as_own(&named), path);
	return path;
}

static bool has(const char *text)
{
	struct named named = name_of(text);
	return unix_names_has(&network, &as_own(&named));
}

static int bind_to(const char *text)
{
	struct named named = name_of(text);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	CHECK_EQUAL(bind(fd, (struct sockaddr *)&named.address, named.length), 0);
	unix_names_add(&network, fd);
	return fd;
}

static void names_are_written_for_people(void)
{
	char expected[UNIX_PATH_SIZE + 8], longest[109];
	CHECK_TEXT(format("/run/docker.sock"), "/run/docker.sock");
	CHECK_TEXT(format("/var/run/docker.sock"), "/run/docker.sock");
	CHECK_TEXT(format("@abstract"), "@abstract");
	CHECK_EQUAL(chdir("/tmp"), 0);
	snprintf(expected, sizeof(expected), "%s/a/b", "/tmp");
	CHECK_TEXT(format("a/b"), expected);
	memset(longest, 'x', 108);
	longest[0] = '/';
	longest[108] = '\0';
	CHECK_TEXT(format(longest), longest);
	struct sockaddr_un unnamed = { .sun_family = AF_UNIX };
	char path[UNIX_PATH_SIZE];
	unix_names_format(
		&(struct unix_name){ &unnamed, sizeof(unnamed.sun_family), AT_FDCWD, NULL }, path);
	CHECK_TEXT(path, "");
	unix_names_format(&(struct unix_name){ &unnamed, 0, AT_FDCWD, NULL }, path);
	CHECK_TEXT(path, "");
}

static void what_was_bound_is_known_however_it_is_called(void)
{
	char path[128], link[128], again[160];
	snprintf(path, sizeof(path), "%s/socket", directory);
	snprintf(link, sizeof(link), "%s/link", directory);
	snprintf(again, sizeof(again), "%s/./socket", directory);
	CHECK(!has(path) && !has("@sw-unix-names"));
	int first = bind_to(path), second = bind_to("@sw-unix-names");
	CHECK_EQUAL(symlink(path, link), 0);
	CHECK(has(path) && has(link) && has(again) && has("@sw-unix-names"));
	CHECK(!has("@sw-unix-name") && !has(directory));
	unlink(link);
	unlink(path);
	CHECK(!has(path));
	close(first);
	close(second);
}

static void another_socket_at_a_known_path_is_another(void)
{
	char path[128];
	struct named named;
	snprintf(path, sizeof(path), "%s/socket", directory);
	close(bind_to(path));
	unlink(path);
	named = name_of(path);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	CHECK_EQUAL(bind(fd, (struct sockaddr *)&named.address, named.length), 0);
	CHECK(!has(path));
	unlink(path);
	close(fd);
}

/* As the supervisor says it of its program. */
static void paths_of_another_process_begin_where_it_says(void)
{
	char path[128], written[UNIX_PATH_SIZE];
	snprintf(path, sizeof(path), "%s/below", directory);
	CHECK_EQUAL(mkdir(path, 0700), 0);
	int below = open(path, O_PATH | O_DIRECTORY);
	struct named relative = name_of("named"), absolute = name_of("//named");
	struct unix_name here = { &relative.address, relative.length, below, "/there" };
	struct unix_name root = { &absolute.address, absolute.length, below, "/there" };
	snprintf(path, sizeof(path), "%s/below/named", directory);
	close(bind_to(path));
	CHECK(unix_names_has(&network, &here) && unix_names_has(&network, &root));
	unix_names_format(&here, written);
	CHECK_TEXT(written, "/there/named");
	unlink(path);
	CHECK(!unix_names_has(&network, &here) && !unix_names_has(&network, &root));
	close(below);
	snprintf(path, sizeof(path), "%s/below", directory);
	rmdir(path);
}

static void what_is_about_to_be_bound_is_known_when_it_is_there(void)
{
	char path[128], other[128];
	snprintf(path, sizeof(path), "%s/expected", directory);
	snprintf(other, sizeof(other), "%s/other", directory);
	struct named named = name_of(path), abstract = name_of("@expected");
	unix_names_expect(&network, &as_own(&named));
	unix_names_expect(&network, &as_own(&abstract));
	CHECK(!has(path) && has("@expected"));
	for (int i = 0; i < 2; i++) {
		struct named bound = name_of(i == 0 ? path : other);
		int fd = socket(AF_UNIX, SOCK_STREAM, 0);
		CHECK_EQUAL(bind(fd, (struct sockaddr *)&bound.address, bound.length), 0);
		close(fd);
	}
	CHECK(has(path) && !has(other));
	unlink(path);
	unlink(other);
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	names_are_written_for_people();
	what_was_bound_is_known_however_it_is_called();
	another_socket_at_a_known_path_is_another();
	paths_of_another_process_begin_where_it_says();
	what_is_about_to_be_bound_is_known_when_it_is_there();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
