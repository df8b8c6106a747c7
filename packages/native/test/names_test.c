/* What a network's names mean: hosts, published records, aliases, wildcards, faults, localhost. */
#include "core/names.h"

#include <errno.h>
#include <netinet/in.h>

#include "fuzz.h"
#include "names_builder.h"
#include "real/real.h"

static char directory[64];
static struct network network;
static uint16_t here;
static struct names_addresses found;

static enum names_result look_up(const char *name, int family)
{
	return names_lookup((struct context){ &network, here }, name, family, &found);
}

/* The addresses as text, or the result. */
static const char *answer(const char *name, int family)
{
	static const char *const results[] = { "found",  "no data", "not found",
		                               "failed", "silent",  "outside" };
	static char text[1024];
	enum names_result result = look_up(name, family);
	if (result != NAMES_FOUND)
		return results[result];
	text[0] = '\0';
	for (int i = 0; i < found.count; i++) {
		char one[ADDRESS_TEXT_SIZE];
		address_format(&found.addresses[i], one);
		strcat(strcat(text, i == 0 ? "" : " "), one);
	}
	return text;
}

static const char *reverse(const char *text)
{
	static struct names_pointer pointer;
	struct address address = address_of(text);
	struct context context = { &network, here };
	return names_reverse(context, &address, &pointer) == NAMES_FOUND ? pointer.name : "nobody";
}

static void add_host(const char *name, const char *v4, const char *v6)
{
	struct address addresses[2];
	int count = 0;
	if (v4 != NULL)
		addresses[count++] = address_of(v4);
	if (v6 != NULL)
		addresses[count++] = address_of(v6);
	CHECK(host_add(&network, name, addresses, count, NULL) > 0);
}

static void hosts(void)
{
	add_host("db", NULL, NULL);
	add_host("only-v4", "192.0.2.4", NULL);
	add_host("one.inside.example", "192.0.2.5", "2001:db8::5");
	CHECK_TEXT(answer("db", AF_UNSPEC), "10.0.0.2 fd00::2");
	CHECK_TEXT(answer("DB.", AF_INET), "10.0.0.2");
	CHECK_TEXT(found.canonical, "db");
	CHECK_TEXT(answer("db", AF_INET6), "fd00::2");
	CHECK_TEXT(answer("only-v4", AF_INET6), "no data");
	CHECK_TEXT(answer("only-v4", AF_UNSPEC), "192.0.2.4");
	CHECK_TEXT(answer("inside.example", AF_INET), "no data");
	CHECK_TEXT(answer("example", AF_UNSPEC), "no data");
	CHECK_TEXT(answer("other.inside.example", AF_UNSPEC), "not found");
	CHECK_TEXT(answer("side.example", AF_UNSPEC), "not found");
	CHECK_TEXT(answer("x.db", AF_INET), "not found");
	CHECK_TEXT(answer("nobody", AF_INET), "not found");
	CHECK_TEXT(reverse("10.0.0.2"), "db");
	CHECK_TEXT(reverse("fd00::2"), "db");
	CHECK_TEXT(reverse("10.9.9.9"), "nobody");
}

static void names_that_are_none(void)
{
	char longest[300];
	memset(longest, 'a', sizeof(longest));
	static const char *const bad[] = { "", "a..b", ".a", "a..", "10.0.0.2", "fd00::2" };
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_TEXT(answer(bad[i], AF_UNSPEC), "not found");
	CHECK_TEXT(answer(".", AF_UNSPEC), "no data");
	longest[299] = '\0';
	CHECK_TEXT(answer(longest, AF_UNSPEC), "not found");
	longest[64] = '\0';
	CHECK_TEXT(answer(longest, AF_UNSPEC), "not found");
}

static void localhost(void)
{
	CHECK_TEXT(answer("localhost", AF_UNSPEC), "::1 127.0.0.1");
	CHECK_TEXT(answer("LocalHost.", AF_INET), "127.0.0.1");
	CHECK_TEXT(answer("a.b.localhost", AF_INET6), "::1");
	CHECK_TEXT(answer("ip6-localhost", AF_UNSPEC), "::1");
	CHECK_TEXT(answer("ip6-loopback", AF_INET), "no data");
	CHECK_TEXT(answer("notlocalhost", AF_UNSPEC), "not found");
	CHECK_TEXT(reverse("127.0.0.1"), "localhost");
	CHECK_TEXT(reverse("127.3.2.1"), "nobody");
	CHECK_TEXT(reverse("::1"), "localhost");
}

/* Programs look up the name that they got before they were on the network. */
static void machine(void)
{
	char name[HOST_NAME_SIZE];
	CHECK_EQUAL(gethostname(name, sizeof(name)), 0);
	here = 1;
	CHECK_TEXT(answer(name, AF_INET), "10.0.0.2");
	here = TEST_HOST;
	CHECK_TEXT(answer(name, AF_INET), "10.0.0.1");
}

static void addresses_that_came_with_a_bind(void)
{
	struct address address = address_of("203.0.113.200");
	struct context context = { &network, TEST_HOST };
	CHECK_EQUAL(host_for_bind(context, &address), TEST_HOST);
	CHECK_TEXT(answer("test", AF_INET), "10.0.0.1");
	CHECK_TEXT(reverse("203.0.113.200"), "nobody");
}

static void records(void)
{
	add_address("api.example.com", "203.0.113.9");
	add_address("api.example.com", "203.0.113.10");
	add_address("api.example.com", "2001:db8::9");
	add_address("db", "198.51.100.1");
	add_address("localhost", "198.51.100.2");
	add_name("mail", DNS_MX, "x");
	add_fault("empty.example.com", DNS_A, 0, 0, 0);
	add_fault("example.com", 0, 0, 0, 0);
	add_name("9.113.0.203.in-addr.arpa", DNS_PTR, "api.example.com");
	add_name("4.2.0.192.in-addr.arpa", DNS_PTR, "Alias.Example");
	publish_built(&network);
	CHECK_TEXT(answer("API.example.com", AF_UNSPEC), "203.0.113.9 203.0.113.10 2001:db8::9");
	CHECK_TEXT(answer("db", AF_UNSPEC), "198.51.100.1 fd00::2");
	CHECK_TEXT(answer("localhost", AF_INET), "127.0.0.1");
	CHECK_TEXT(answer("mail", AF_UNSPEC), "no data");
	CHECK_TEXT(answer("empty.example.com", AF_UNSPEC), "no data");
	CHECK_TEXT(answer("example.com", AF_INET), "no data");
	CHECK_TEXT(answer("other.example.com", AF_INET), "not found");
	CHECK_TEXT(reverse("203.0.113.9"), "api.example.com");
	CHECK_TEXT(reverse("203.0.113.10"), "nobody");
	CHECK_TEXT(reverse("192.0.2.4"), "alias.example");
	CHECK_TEXT(reverse("10.0.0.2"), "db");
}

static void aliases(void)
{
	char name[32], target[32];
	for (int i = 0; i < 20; i++) {
		snprintf(name, sizeof(name), "chain%d", i);
		snprintf(target, sizeof(target), "chain%d", i + 1);
		add_name(name, DNS_CNAME, target);
	}
	add_address("chain20", "203.0.113.20");
	add_name("www", DNS_CNAME, "DB");
	add_name("outside", DNS_CNAME, "nobody.example");
	add_name("circle", DNS_CNAME, "round");
	add_name("round", DNS_CNAME, "circle");
	add_name("1.2.0.192.in-addr.arpa", DNS_CNAME, "1.0-25.2.0.192.in-addr.arpa");
	add_name("1.0-25.2.0.192.in-addr.arpa", DNS_PTR, "delegated.example");
	add_fault("slow", 0, 0, 0, 100);
	add_name("slow", DNS_CNAME, "slower");
	add_fault("slower", DNS_A, 0, 0, 50);
	add_address("slower", "203.0.113.1");
	publish_built(&network);
	CHECK_TEXT(answer("www", AF_UNSPEC), "10.0.0.2 fd00::2");
	CHECK_TEXT(found.canonical, "db");
	CHECK_TEXT(answer("chain4", AF_INET), "203.0.113.20");
	CHECK_TEXT(found.canonical, "chain20");
	CHECK_TEXT(answer("chain3", AF_INET), "failed");
	CHECK_EQUAL(found.rcode, DNS_SERVER_FAILURE);
	CHECK_TEXT(answer("circle", AF_UNSPEC), "failed");
	CHECK_TEXT(answer("outside", AF_UNSPEC), "not found");
	CHECK_TEXT(reverse("192.0.2.1"), "delegated.example");
	CHECK_TEXT(answer("slow", AF_UNSPEC), "203.0.113.1");
	CHECK_EQUAL(found.delay_ms, 150);
}

static void wildcards(void)
{
	add_address("*.shard.internal", "203.0.113.1");
	add_address("a.shard.internal", "203.0.113.2");
	add_fault("b.shard.internal", 0, 0, 0, 0);
	add_fault("shard.internal", 0, 0, 0, 0);
	add_fault("internal", 0, 0, 0, 0);
	add_address("x.b.shard.internal", "203.0.113.3");
	add_name("*.alias.internal", DNS_CNAME, "a.shard.internal");
	add_address("*.inside.example", "203.0.113.4");
	add_fault("*.broken", 0, DNS_SERVER_FAILURE, 0, 0);
	publish_built(&network);
	CHECK_TEXT(answer("one.shard.internal", AF_UNSPEC), "203.0.113.1");
	CHECK_TEXT(found.canonical, "one.shard.internal");
	CHECK_TEXT(answer("two.one.shard.internal", AF_INET), "203.0.113.1");
	CHECK_TEXT(answer("one.shard.internal", AF_INET6), "no data");
	CHECK_TEXT(answer("a.shard.internal", AF_INET), "203.0.113.2");
	CHECK_TEXT(answer("shard.internal", AF_INET), "no data");
	CHECK_TEXT(answer("y.b.shard.internal", AF_INET), "not found");
	CHECK_TEXT(answer("y.a.shard.internal", AF_INET), "not found");
	CHECK_TEXT(answer("*.shard.internal", AF_INET), "203.0.113.1");
	CHECK_TEXT(answer("z.alias.internal", AF_INET), "203.0.113.2");
	CHECK_TEXT(found.canonical, "a.shard.internal");
	CHECK_TEXT(answer("two.inside.example", AF_INET), "203.0.113.4");
	CHECK_TEXT(answer("one.inside.example", AF_INET), "192.0.2.5");
	CHECK_TEXT(answer("below.one.inside.example", AF_INET), "not found");
	CHECK_TEXT(answer("any.broken", AF_INET), "failed");
	add_address("*", "203.0.113.5");
	publish_built(&network);
	CHECK_TEXT(answer("whatever.at.all", AF_INET), "203.0.113.5");
	CHECK_TEXT(answer("db", AF_INET), "10.0.0.2");
	CHECK_TEXT(answer("x.inside.example", AF_INET), "not found");
}

static void faults(void)
{
	add_fault("gone", 0, DNS_NAME_ERROR, 0, 0);
	add_fault("db", 0, DNS_REFUSED, 0, 30);
	add_fault("quiet", 0, 0, NAMES_IS_SILENT, 0);
	add_fault("half", DNS_AAAA, 0, NAMES_IS_SILENT, 0);
	add_address("half", "203.0.113.1");
	add_fault("only-v4", DNS_AAAA, DNS_SERVER_FAILURE, 0, 0);
	add_fault("one.inside.example", 0, 0, 0, 70);
	publish_built(&network);
	CHECK_TEXT(answer("gone", AF_UNSPEC), "not found");
	CHECK_TEXT(answer("db", AF_INET), "failed");
	CHECK_EQUAL(found.rcode, DNS_REFUSED);
	CHECK_EQUAL(found.delay_ms, 30);
	CHECK_TEXT(answer("quiet", AF_UNSPEC), "silent");
	CHECK_TEXT(answer("half", AF_UNSPEC), "203.0.113.1");
	CHECK(found.is_partly_silent);
	CHECK_TEXT(answer("half", AF_INET), "203.0.113.1");
	CHECK(!found.is_partly_silent);
	CHECK_TEXT(answer("half", AF_INET6), "silent");
	CHECK_TEXT(answer("only-v4", AF_UNSPEC), "192.0.2.4");
	CHECK_TEXT(answer("only-v4", AF_INET6), "failed");
	CHECK_TEXT(answer("one.inside.example", AF_UNSPEC), "192.0.2.5 2001:db8::5");
	CHECK_EQUAL(found.delay_ms, 70);
}

static void fill_table(void)
{
	add_address("*.shard.internal", "203.0.113.1");
	add_address("api.example.com", "203.0.113.9");
	add_address("api.example.com", "2001:db8::9");
	add_name("www", DNS_CNAME, "api.example.com");
	add_name("9.113.0.203.in-addr.arpa", DNS_PTR, "api.example.com");
	add_fault("quiet", 0, 0, NAMES_IS_SILENT, 5);
}

/* Nothing that stands in the table may lead outside of it. The sanitizers watch. */
static void damaged_tables(void)
{
	static const char *const names[] = { "www", "a.shard.internal", "quiet",
		                             "api.example.com" };
	uint8_t good[BUILT_BYTES], bad[BUILT_BYTES];
	fill_table();
	size_t size = build_table(good, sizeof(good));
	memset(&built, 0, sizeof(built));
	for (int round = 0; round < 20000; round++) {
		memcpy(bad, good, size);
		for (uint32_t changes = 1 + next_random(4); changes > 0; changes--)
			bad[next_random((uint32_t)size)] = (uint8_t)next_random(256);
		size_t length = next_random(4) == 0 ? next_random((uint32_t)size) : size;
		/* At the end of memory of its own, so that one byte too many is seen. */
		uint8_t *exact = malloc(length == 0 ? 1 : length);
		memcpy(exact, bad, length);
		struct names_table table = names_table_read(exact, length);
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			struct names_entry entry;
			struct names_record record;
			size_t name_length = strlen(names[i]);
			uint32_t index = names_table_find(&table, names[i], name_length);
			while (names_table_entry(&table, index++, names[i], name_length, &entry))
				while (names_record_next(&entry, &record)) {
					char text[NAME_TEXT_SIZE];
					size_t offset = 0;
					(void)dns_name_read_plain(record.data, record.size, &offset,
					                          text);
				}
		}
		free(exact);
		if (round % 16 != 0)
			continue;
		CHECK_EQUAL(published_replace(&network, published_names(&network), bad, length), 0);
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			(void)look_up(names[i], AF_UNSPEC);
		(void)reverse("203.0.113.9");
	}
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	hosts();
	names_that_are_none();
	localhost();
	machine();
	addresses_that_came_with_a_bind();
	records();
	aliases();
	wildcards();
	faults();
	damaged_tables();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
