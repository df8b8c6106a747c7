/* Networks and hosts: who has which address, who may bind it, who speaks from it. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "check.h"
#include "core/network_file.h"

static char directory[64];
static struct network network;

static const char *source_text(uint16_t host, const char *destination)
{
	static char text[ADDRESS_TEXT_SIZE];
	struct address to = address_of(destination), from;
	int result = host_source_for((struct context){ &network, host }, &to, &from);
	if (result < 0)
		return strerrorname_np(-result);
	address_format(&from, text);
	return text;
}

static int host_of(uint16_t host, const char *text)
{
	struct address address = address_of(text);
	return host_of_address((struct context){ &network, host }, &address);
}

static int bind_host(uint16_t host, const char *text)
{
	struct address address = address_of(text);
	return host_for_bind((struct context){ &network, host }, &address);
}

static int add(const char *name, const char *first, const char *second)
{
	struct address addresses[2];
	int count = 0;
	if (first != NULL)
		addresses[count++] = address_of(first);
	if (second != NULL)
		addresses[count++] = address_of(second);
	return host_add(&network, name, addresses, count, NULL);
}

static void creation(void)
{
	CHECK_EQUAL(network_open(&network, directory), -ENOENT);
	CHECK_EQUAL(network_create(&network, directory), 0);
	CHECK_EQUAL(strlen(network_id(&network)), NETWORK_ID_LENGTH);
	CHECK_EQUAL(strspn(network_id(&network), "0123456789abcdef"), NETWORK_ID_LENGTH);
	CHECK_TEXT(network.directory, directory);
	CHECK(!network.is_compat);
	CHECK(network_admits_user(&network, geteuid()) && !network_admits_user(&network, 4242));
	char path[128];
	snprintf(path, sizeof(path), "%s/network", directory);
	struct stat status;
	CHECK_EQUAL(stat(path, &status), 0);
	CHECK_EQUAL(status.st_mode & 0777, 0600);
	CHECK_EQUAL(status.st_size, sizeof(struct network_file));
	CHECK(status.st_blocks * 512 < 64 * 1024);

	struct network second;
	CHECK_EQUAL(network_open(&second, directory), 0);
	CHECK_TEXT(network_id(&second), network_id(&network));
	network_close(&second);
	CHECK(second.file == NULL);
}

static void test_host(void)
{
	struct host_view view;
	CHECK(host_view(&network, TEST_HOST, &view));
	CHECK_TEXT(view.name, "test");
	CHECK_EQUAL(view.address_count, 2);
	struct address v4 = address_of("10.0.0.1"), v6 = address_of("fd00::1");
	CHECK(address_equal(&view.addresses[0], &v4) && address_equal(&view.addresses[1], &v6));
	CHECK_EQUAL(host_count(&network), 1);
	CHECK(!host_view(&network, 1, &view));
	CHECK_EQUAL(host_of_loopback_fallback((struct context){ &network, 0 }), -1);
}

static void hosts_in_order(void)
{
	CHECK_EQUAL(add("db", NULL, NULL), 1);
	CHECK_EQUAL(add("web", "2001:db8::7", "203.0.113.7"), 2);
	CHECK_EQUAL(add("taken-3", "10.0.0.3", NULL), 3);
	CHECK_EQUAL(add("cache", NULL, NULL), 4);
	CHECK_EQUAL(host_of(0, "10.0.0.2"), 1);
	CHECK_EQUAL(host_of(0, "fd00::2"), 1);
	CHECK_EQUAL(host_of(0, "10.0.0.4"), 4);
	CHECK_EQUAL(host_of(0, "fd00::3"), 4);
	CHECK_EQUAL(host_of(0, "203.0.113.7"), 2);
	struct host_view view;
	CHECK(host_view(&network, 2, &view));
	CHECK(address_is_v4(&view.addresses[0]) && !address_is_v4(&view.addresses[1]));
	CHECK_EQUAL(host_find(&network, "web"), 2);
	CHECK_EQUAL(host_find(&network, "WEB"), 2);
	CHECK_EQUAL(host_find(&network, "nobody"), -ENOENT);
	CHECK_TEXT(host_name((struct context){ &network, 4 }), "cache");
}

static void bad_hosts(void)
{
	static const char *const bad_names[] = {
		"",     ".",
		"a.",   ".a",
		"a..b", "-a",
		"a-",   "a b",
		"a_b",  "\xc3\xa9",
		"a/b",  "a234567890b234567890c234567890d234567890e234567890f2345678901234",
	};
	for (size_t i = 0; i < sizeof(bad_names) / sizeof(*bad_names); i++)
		CHECK_EQUAL(add(bad_names[i], NULL, NULL), -EINVAL);
	CHECK_EQUAL(add("db", NULL, NULL), -EEXIST);
	CHECK_EQUAL(add("DB", "10.9.9.9", NULL), -EEXIST);
	static const char *const impossible[] = { "0.0.0.0",   "::",      "127.0.0.1",      "::1",
		                                  "224.0.0.1", "ff02::1", "255.255.255.255" };
	for (size_t i = 0; i < sizeof(impossible) / sizeof(*impossible); i++)
		CHECK_EQUAL(add("bad", impossible[i], NULL), -EADDRNOTAVAIL);
	CHECK_EQUAL(add("bad", "10.7.7.7", "10.7.7.7"), -EADDRNOTAVAIL);
	struct address addresses[] = { address_of("10.7.7.7"), address_of("203.0.113.7") }, taken;
	CHECK_EQUAL(host_add(&network, "bad", addresses, 2, &taken), -EADDRINUSE);
	CHECK(address_equal(&taken, &addresses[1]));
	CHECK_EQUAL(host_of(0, "10.7.7.7"), -ENETUNREACH);
	CHECK_EQUAL(host_count(&network), 5);
}

static void owners(void)
{
	CHECK_EQUAL(host_of(1, "127.0.0.1"), 1);
	CHECK_EQUAL(host_of(2, "127.9.9.9"), 2);
	CHECK_EQUAL(host_of(2, "::1"), 2);
	CHECK_EQUAL(host_of(2, "0.0.0.0"), 2);
	CHECK_EQUAL(host_of(2, "::"), 2);
	CHECK_EQUAL(host_of(2, "10.0.0.1"), 0);
	CHECK_EQUAL(host_of(0, "8.8.8.8"), -ENETUNREACH);
	CHECK_EQUAL(host_of(0, "fe80::1"), -ENETUNREACH);
}

static void binds(void)
{
	CHECK_EQUAL(bind_host(1, "0.0.0.0"), 1);
	CHECK_EQUAL(bind_host(1, "127.0.0.1"), 1);
	CHECK_EQUAL(bind_host(1, "10.0.0.2"), 1);
	CHECK_EQUAL(bind_host(1, "239.1.2.3"), 1);
	CHECK_EQUAL(bind_host(1, "10.0.0.1"), -EADDRNOTAVAIL);
	CHECK_EQUAL(bind_host(1, "198.51.100.1"), -EADDRNOTAVAIL);
	CHECK_EQUAL(host_of(0, "198.51.100.1"), -ENETUNREACH);
	CHECK_EQUAL(bind_host(TEST_HOST, "203.0.113.7"), 2);
	CHECK_EQUAL(bind_host(TEST_HOST, "198.51.100.1"), TEST_HOST);
	CHECK_EQUAL(bind_host(TEST_HOST, "198.51.100.1"), TEST_HOST);
	CHECK_EQUAL(host_of(1, "198.51.100.1"), TEST_HOST);
	CHECK_EQUAL(bind_host(1, "198.51.100.1"), -EADDRNOTAVAIL);
	struct host_view view;
	CHECK(host_view(&network, TEST_HOST, &view));
	CHECK_EQUAL(view.address_count, 3);
}

static void new_host_takes_over_what_a_bind_claimed(void)
{
	int index = add("late", "198.51.100.1", NULL);
	CHECK_EQUAL(index, 5);
	CHECK_EQUAL(host_of(0, "198.51.100.1"), 5);
	struct host_view view;
	CHECK(host_view(&network, TEST_HOST, &view));
	CHECK_EQUAL(view.address_count, 2);
	CHECK_EQUAL(add("later", "198.51.100.1", NULL), -EADDRINUSE);
}

static void sources(void)
{
	CHECK_TEXT(source_text(1, "127.0.0.5"), "127.0.0.1");
	CHECK_TEXT(source_text(1, "0.0.0.0"), "127.0.0.1");
	CHECK_TEXT(source_text(1, "::"), "::1");
	CHECK_TEXT(source_text(1, "10.0.0.2"), "10.0.0.2");
	CHECK_TEXT(source_text(1, "10.0.0.4"), "10.0.0.2");
	CHECK_TEXT(source_text(1, "fd00::1"), "fd00::2");
	CHECK_TEXT(source_text(2, "10.0.0.1"), "203.0.113.7");
	CHECK_TEXT(source_text(1, "239.1.1.1"), "10.0.0.2");
	CHECK_TEXT(source_text(1, "255.255.255.255"), "10.0.0.2");
	CHECK_TEXT(source_text(3, "fd00::1"), "EADDRNOTAVAIL");
	CHECK_TEXT(source_text(3, "::1"), "::1");
}

static void removal_frees_name_and_addresses(void)
{
	host_remove(&network, 2);
	struct host_view view;
	CHECK(!host_view(&network, 2, &view));
	CHECK_EQUAL(host_find(&network, "web"), -ENOENT);
	CHECK_EQUAL(host_of(0, "203.0.113.7"), -ENETUNREACH);
	CHECK_EQUAL(add("web", "203.0.113.7", NULL), 6);
	CHECK_EQUAL(host_of(0, "203.0.113.7"), 6);
	host_remove(&network, TEST_HOST);
	CHECK(host_view(&network, TEST_HOST, &view));
	host_remove(&network, 4000);
}

static void ports(void)
{
	struct context host = { &network, 1 }, other = { &network, 3 };
	uint16_t first = host_next_port(host, PORTS_BIND);
	CHECK_EQUAL(host_next_port(host, PORTS_BIND), first + 1);
	CHECK_EQUAL(host_next_port(other, PORTS_BIND), first);
	for (enum port_range range = 0; range < PORT_RANGES; range++) {
		int size = port_range_size(range);
		for (int i = 0; i < 2 * size; i++) {
			uint16_t port = host_next_port(host, range);
			if (port < 32768 || port > 60999)
				CHECK_EQUAL(port, 0);
		}
	}
	CHECK_EQUAL(host_next_port(host, PORTS_BIND), first + 2);
}

static void damaged_files(void)
{
	char place[64], path[128];
	make_directory(place);
	snprintf(path, sizeof(path), "%s/network", place);
	struct network damaged;
	int fd = open(path, O_RDWR | O_CREAT, 0600);
	CHECK_EQUAL(network_open(&damaged, place), -EBADMSG);
	CHECK_EQUAL(network_create(&damaged, place), -EBADMSG);
	struct network_file *file = network.file;
	CHECK_EQUAL(pwrite(fd, file, 4096, 0), 4096);
	CHECK_EQUAL(network_open(&damaged, place), -EBADMSG);
	uint32_t layout = NETWORK_LAYOUT + 1;
	CHECK_EQUAL(pwrite(fd, &layout, sizeof(layout), 8), sizeof(layout));
	CHECK_EQUAL(network_open(&damaged, place), -EPROTO);
	close(fd);
	remove_directory(place);
	CHECK_EQUAL(network_create(&damaged, place), -ENOENT);
	CHECK_EQUAL(network_create(&damaged, "/dev/null"), -ENOTDIR);
	char long_path[160] = "/tmp/", *end = long_path + 5;
	memset(end, 'x', 120);
	mkdir(long_path, 0700);
	CHECK_EQUAL(network_create(&damaged, long_path), -ENAMETOOLONG);
	rmdir(long_path);
}

static void racing_creators_share_one_network(void)
{
	enum { RACERS = 8 };
	char place[64], ids[RACERS][NETWORK_ID_LENGTH];
	make_directory(place);
	int pipes[2];
	CHECK_EQUAL(pipe(pipes), 0);
	for (int i = 0; i < RACERS; i++) {
		if (fork() != 0)
			continue;
		struct network racer;
		if (network_create(&racer, place) < 0 ||
		    !host_view(&racer, 0, &(struct host_view){ 0 }))
			_exit(1);
		_exit(write(pipes[1], network_id(&racer), NETWORK_ID_LENGTH) != NETWORK_ID_LENGTH);
	}
	for (int i = 0; i < RACERS; i++) {
		int status;
		wait(&status);
		CHECK_EQUAL(status, 0);
		CHECK_EQUAL(read(pipes[0], ids[i], NETWORK_ID_LENGTH), NETWORK_ID_LENGTH);
		CHECK_EQUAL(memcmp(ids[i], ids[0], NETWORK_ID_LENGTH), 0);
	}
	remove_directory(place);
}

int main(void)
{
	make_directory(directory);
	creation();
	test_host();
	hosts_in_order();
	bad_hosts();
	owners();
	binds();
	new_host_takes_over_what_a_bind_claimed();
	sources();
	removal_frees_name_and_addresses();
	ports();
	damaged_files();
	racing_creators_share_one_network();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
