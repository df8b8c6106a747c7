/* Names in the files of NSS_WRAPPER_HOSTS and RESOLV_WRAPPER_HOSTS. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/resource.h>

#include "core/hosts_file.h"
#include "core/names.h"
#include "core/names_file.h"
#include "fuzz.h"
#include "names_builder.h"
#include "real/real.h"

static char folder[64], hosts_path[80], records_path[80];
static struct network network;
static struct context here;
static struct names_addresses found;

static void write_file(const char *path, const void *text, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	CHECK(write(fd, text, size) == (ssize_t)size);
	close(fd);
}

static void write_hosts(const char *text)
{
	write_file(hosts_path, text, strlen(text));
}

static void write_records(const char *text)
{
	write_file(records_path, text, strlen(text));
}

/* The addresses as text, or what came instead. */
static const char *answer(const char *name)
{
	static const char *const results[] = { "found",  "no data", "not found",
		                               "failed", "silent",  "outside" };
	static char text[1024];
	enum names_result result = names_lookup(here, name, AF_UNSPEC, &found);
	text[0] = '\0';
	for (int i = 0; i < found.count; i++) {
		char one[ADDRESS_TEXT_SIZE];
		address_format(&found.addresses[i], one);
		strcat(strcat(text, i == 0 ? "" : " "), one);
	}
	return result == NAMES_FOUND ? text : results[result];
}

static const char *reverse(const char *text)
{
	static struct names_pointer pointer;
	struct address address = address_of(text);
	return names_reverse(here, &address, &pointer) == NAMES_FOUND ? pointer.name : "nobody";
}

static void lines_of_hosts(void)
{
	write_hosts("# all of them\n"
	            "192.0.2.1\tone.test one uno # the first\n"
	            "2001:db8::1 One.Test.  one\n"
	            "\n   192.0.2.2   one.test\r\n"
	            "192.0.2.3\nno-address two.test\n300.0.0.1 two.test\n"
	            "192.0.2.4 -- not..a.name\n"
	            "192.0.2.5 last.test");
	CHECK_TEXT(answer("one.test"), "192.0.2.1 192.0.2.2 2001:db8::1");
	CHECK_TEXT(found.canonical, "one.test");
	CHECK_TEXT(answer("ONE"), "192.0.2.1 2001:db8::1");
	CHECK_TEXT(found.canonical, "one.test");
	CHECK_TEXT(answer("uno"), "192.0.2.1");
	CHECK_TEXT(answer("last.test"), "192.0.2.5");
	CHECK_TEXT(answer("two.test"), "not found");
	CHECK_TEXT(answer("not..a.name"), "not found");
	CHECK_TEXT(reverse("192.0.2.1"), "one.test");
	CHECK_TEXT(reverse("2001:db8::1"), "one.test");
	CHECK_TEXT(reverse("192.0.2.9"), "nobody");
}

/* In socket_wrapper's networks addresses of the loopback belong to other machines. */
static void before_localhost(void)
{
	CHECK_TEXT(answer("localhost"), "::1 127.0.0.1");
	write_hosts("127.0.0.21 dc.test\n127.0.0.22 localhost\n");
	CHECK_TEXT(reverse("127.0.0.21"), "dc.test");
	CHECK_TEXT(answer("localhost"), "127.0.0.22");
	CHECK_TEXT(answer("x.localhost"), "::1 127.0.0.1");
	CHECK_TEXT(reverse("127.0.0.1"), "localhost");
}

static void before_what_is_published(void)
{
	add_address("api.test", "203.0.113.1");
	add_address("other.test", "203.0.113.2");
	publish_built(&network);
	write_hosts("192.0.2.1 api.test\n");
	CHECK_TEXT(answer("api.test"), "192.0.2.1");
	CHECK_TEXT(answer("other.test"), "203.0.113.2");
	write_hosts("192.0.2.2 api.test\n");
	CHECK_TEXT(answer("api.test"), "192.0.2.2");
	write_hosts("");
	CHECK_TEXT(answer("api.test"), "203.0.113.1");
}

static void aliases_between_files(void)
{
	write_hosts("192.0.2.7 dc.test dc\n");
	write_records(
		"CNAME kerberos.test dc.test\nA\tdc.test 192.0.2.8\nCNAME a.test b.test\n"
		"CNAME b.test a.test\nA wrong.test\nA wrong.test 2001:db8::1\nAAAA wrong.test x\n");
	CHECK_TEXT(answer("kerberos.test"), "192.0.2.7 192.0.2.8");
	CHECK_TEXT(found.canonical, "dc.test");
	CHECK_TEXT(answer("a.test"), "failed");
	CHECK_TEXT(answer("wrong.test"), "not found");
}

static void lines_one_by_one(void)
{
	struct hosts_cursor cursor = { 0 };
	struct hosts_line line;
	char text[512] = "";
	write_hosts("192.0.2.1 one.test a b c d e f\n192.0.2.2\n192.0.2.3 three.test\n");
	while (hosts_file_next(&network, &cursor, &line)) {
		strcat(strcat(text, line.name), ":");
		for (int i = 0; i < HOSTS_ALIASES_MAX && line.aliases[i] != NULL; i++)
			strcat(strcat(text, line.aliases[i]), ",");
	}
	CHECK_TEXT(
		text,
		"one.test:a,b,c,d,three.test:localhost:localhost:ip6-localhost,ip6-loopback,test:test:");
}

/* A chroot, and a process with no descriptor left. */
static void a_file_out_of_reach(void)
{
	struct rlimit none = { 0, 0 }, usual;
	write_hosts("192.0.2.1 one.test\n");
	CHECK_TEXT(answer("one.test"), "192.0.2.1");
	getrlimit(RLIMIT_NOFILE, &usual);
	none.rlim_max = usual.rlim_max;
	setrlimit(RLIMIT_NOFILE, &none);
	errno = ERANGE;
	CHECK_TEXT(answer("one.test"), "192.0.2.1");
	CHECK_EQUAL(errno, ERANGE);
	setrlimit(RLIMIT_NOFILE, &usual);
	unlink(hosts_path);
	CHECK_TEXT(answer("one.test"), "192.0.2.1");
}

enum { MANY = 10000 };

static void many_lines(void)
{
	static char text[MANY * 64];
	size_t at = 0;
	for (int i = MANY; i-- > 0;)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "10.7.%d.%d n%d.test a%d\n",
		                       i / 256, i % 256, i, i);
	write_file(hosts_path, text, at);
	CHECK_TEXT(answer("n0.test"), "10.7.0.0");
	CHECK_TEXT(answer("a9999"), "10.7.39.15");
	CHECK_TEXT(found.canonical, "n9999.test");
	CHECK_TEXT(reverse("10.7.19.136"), "n5000.test");
	CHECK_TEXT(answer("n10000.test"), "not found");
}

static _Atomic bool is_over;

static void *ask_on(void *nothing)
{
	while (!atomic_load(&is_over)) {
		struct names_addresses mine;
		enum names_result result = names_lookup(here, "one.test", AF_INET, &mine);
		CHECK(result == NAMES_NOT_FOUND || mine.count == 1);
	}
	return nothing;
}

static void threads_that_ask(void)
{
	enum { THREADS = 8, CHANGES = 200 };
	pthread_t threads[THREADS];
	char text[64];
	write_hosts("");
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, ask_on, NULL);
	for (int i = 0; i < CHANGES; i++) {
		snprintf(text, sizeof(text), "10.1.1.%d one.test\n", i);
		write_hosts(text);
		CHECK_TEXT(answer("one.test"), strtok(text, " "));
	}
	atomic_store(&is_over, true);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

/* Whatever stands in the files, nothing breaks, and the names before it are found. */
static void noise(void)
{
	static const char first[] = "192.0.2.1 one.test\n";
	char bytes[512];
	memcpy(bytes, first, sizeof(first) - 1);
	for (int round = 0; round < 300; round++) {
		for (size_t i = sizeof(first) - 1; i < sizeof(bytes); i++)
			bytes[i] = "\n\n \t.#1AaTX:%\\\"\xff\0S"[next_random(18)];
		write_file(hosts_path, bytes, sizeof(bytes));
		write_file(records_path, bytes + 100, sizeof(bytes) - 100);
		CHECK_TEXT(answer("one.test"), "192.0.2.1");
	}
}

int main(void)
{
	make_directory(folder);
	snprintf(hosts_path, sizeof(hosts_path), "%s/hosts", folder);
	snprintf(records_path, sizeof(records_path), "%s/records", folder);
	CHECK_EQUAL(network_create(&network, folder), 0);
	here.network = &network;
	setenv("NSS_WRAPPER_HOSTS", hosts_path, 1);
	CHECK_TEXT(answer("one.test"), "not found");
	lines_of_hosts();
	write_hosts("");
	before_localhost();
	before_what_is_published();
	lines_one_by_one();
	a_file_out_of_reach();
	setenv("RESOLV_WRAPPER_HOSTS", records_path, 1);
	write_hosts("");
	write_records("");
	aliases_between_files();
	many_lines();
	threads_that_ask();
	noise();
	unlink(hosts_path);
	unlink(records_path);
	network_close(&network);
	remove_directory(folder);
	return checks_result();
}
