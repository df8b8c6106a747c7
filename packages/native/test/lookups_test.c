/* Which name gave an address: the last one, and the pairs that matter are not pushed out. */
#include "core/lookups.h"

#include <pthread.h>

#include "check.h"
#include "core/network_file.h"

static struct network network;
static const struct context test_host = { &network, TEST_HOST };

static void add(const char *name, const char *text)
{
	struct address address = address_of(text);
	lookups_add(test_host, name, &address);
}

static const char *name_of(const char *text)
{
	static char name[LOOKUP_NAME_SIZE];
	struct address address = address_of(text);
	bool is_known = lookups_name_of(test_host, &address, name);
	CHECK_EQUAL(is_known, name[0] != '\0');
	return name;
}

static bool gave(const char *pattern, const char *text)
{
	struct address address = address_of(text);
	return lookups_gave(test_host, pattern, strlen(pattern), &address);
}

static void the_last_name_is_told(void)
{
	CHECK_TEXT(name_of("192.0.2.1"), "");
	add("One.Example.", "192.0.2.1");
	add("two.example", "192.0.2.1");
	add("two.example", "2001:db8::1");
	CHECK_TEXT(name_of("192.0.2.1"), "two.example");
	CHECK_TEXT(name_of("192.0.2.2"), "");
	CHECK(gave("one.example", "192.0.2.1") && gave("*.example", "2001:db8::1"));
	CHECK(!gave("one.example", "2001:db8::1") && !gave("three.example", "192.0.2.1"));
}

static void what_stays_inside_is_not_kept(void)
{
	uint32_t before = atomic_load(&network.file->next_lookup);
	add("test", "10.0.0.1");
	add("", "192.0.2.1");
	add(".", "192.0.2.1");
	CHECK_EQUAL(atomic_load(&network.file->next_lookup), before);
	add("localhost", "127.0.0.1");
	CHECK_TEXT(name_of("127.0.0.1"), "localhost");
}

static void a_pair_is_kept_once(void)
{
	uint32_t before = atomic_load(&network.file->next_lookup);
	for (int i = 0; i < 10; i++) {
		add("a.example", "192.0.2.3");
		add("b.example", "192.0.2.3");
	}
	CHECK_EQUAL(atomic_load(&network.file->next_lookup), before + 2);
}

static void a_pair_in_use_outlives_many_others(void)
{
	for (int i = 0; i < 3 * LOOKUPS_MAX; i++) {
		char name[32], address[32];
		snprintf(name, sizeof(name), "n%d.example", i);
		snprintf(address, sizeof(address), "198.18.%d.%d", i / 256, i % 256);
		add(name, address);
		add("kept.example", "192.0.2.5");
	}
	CHECK(gave("kept.example", "192.0.2.5"));
	CHECK(!gave("n1.example", "198.18.0.1"));
	CHECK(gave("n3071.example", "198.18.11.255"));
}

enum { WRITERS = 3, ROUNDS = 1500 };

static void *write_pairs(void *number)
{
	for (int i = 0; i < ROUNDS; i++) {
		char name[32], address[32];
		int last = (int)(intptr_t)number * 80 + i % 80;
		snprintf(address, sizeof(address), "198.51.100.%d", last);
		snprintf(name, sizeof(name), "h%d.r%d.example", last, i);
		add(name, address);
	}
	return NULL;
}

static void readers_see_whole_pairs(void)
{
	pthread_t writers[WRITERS];
	for (int i = 0; i < WRITERS; i++)
		pthread_create(&writers[i], NULL, write_pairs, (void *)(intptr_t)i);
	for (int i = 0; i < 2000; i++) {
		char address[32], expected[32];
		snprintf(address, sizeof(address), "198.51.100.%d", i % 240);
		snprintf(expected, sizeof(expected), "h%d.", i % 240);
		const char *name = name_of(address);
		CHECK(name[0] == '\0' || strncmp(name, expected, strlen(expected)) == 0);
	}
	for (int i = 0; i < WRITERS; i++)
		pthread_join(writers[i], NULL);
}

int main(void)
{
	char directory[64];
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	the_last_name_is_told();
	what_stays_inside_is_not_kept();
	a_pair_is_kept_once();
	a_pair_in_use_outlives_many_others();
	readers_see_whole_pairs();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
