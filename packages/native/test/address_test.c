/* Addresses and endpoints as text and as socket addresses. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>

#include "check.h"

static void check_round_trip(const char *text, const char *canonical)
{
	struct address address = address_of(text);
	char back[ADDRESS_TEXT_SIZE];
	address_format(&address, back);
	CHECK_TEXT(back, canonical);
}

static void text_form(void)
{
	check_round_trip("10.0.0.1", "10.0.0.1");
	check_round_trip("0.0.0.0", "0.0.0.0");
	check_round_trip("::", "::");
	check_round_trip("::1", "::1");
	check_round_trip("FD00:0:0:0:0:0:0:1", "fd00::1");
	check_round_trip("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1");
	check_round_trip("::ffff:10.0.0.1", "10.0.0.1");
	check_round_trip("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
	                 "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
	static const char *const bad[] = { "",          "10.0.0",    "10.0.0.256", "10.0.0.1:80",
		                           "localhost", "fd00::1::", "fe80::1%lo", "[fd00::1]",
		                           " 10.0.0.1", "1" };
	struct address address;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!address_parse(bad[i], &address));
}

static void endpoint_text(void)
{
	char text[ENDPOINT_TEXT_SIZE];
	endpoint_format(&(struct endpoint){ address_v4(10, 0, 0, 1), 80 }, text);
	CHECK_TEXT(text, "10.0.0.1:80");
	endpoint_format(&(struct endpoint){ address_of("fd00::1"), 65535 }, text);
	CHECK_TEXT(text, "[fd00::1]:65535");
	endpoint_format(
		&(struct endpoint){ address_of("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), 65535 },
		text);
	CHECK_TEXT(text, "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535");
}

static void kinds_of_address(void)
{
	struct address any_v4 = address_any(AF_INET), any_v6 = address_any(AF_INET6);
	CHECK(address_is_any(&any_v4) && address_is_any(&any_v6) &&
	      !address_equal(&any_v4, &any_v6));
	CHECK(address_is_v4(&any_v4) && !address_is_v4(&any_v6));
	struct address loopbacks[] = { address_of("127.0.0.1"), address_of("127.255.0.9"),
		                       address_of("::1") };
	for (int i = 0; i < 3; i++)
		CHECK(address_is_loopback(&loopbacks[i]) && !address_is_any(&loopbacks[i]));
	struct address groups[] = { address_of("224.0.0.1"), address_of("239.255.255.255"),
		                    address_of("ff02::1") };
	for (int i = 0; i < 3; i++)
		CHECK(address_is_multicast(&groups[i]));
	struct address broadcast = address_of("255.255.255.255"), host = address_of("10.0.0.255");
	CHECK(address_is_broadcast(&broadcast) && !address_is_broadcast(&host));
	CHECK(!address_is_multicast(&broadcast) && !address_is_loopback(&host));
}

static void hash_spreads_neighbours(void)
{
	enum { SLOTS = 16384, HOSTS = 4000 };
	static unsigned char used[SLOTS];
	int collisions = 0;
	for (int number = 1; number <= HOSTS; number++) {
		struct address address = address_v4(10, 0, (uint8_t)(number >> 8), (uint8_t)number);
		unsigned char *slot = &used[address_hash(&address) % SLOTS];
		collisions += *slot;
		*slot = 1;
	}
	/* Chance gives about 440. */
	CHECK(collisions < 600);
}

static void reads_what_programs_pass(void)
{
	struct endpoint endpoint;
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(80) };
	const struct sockaddr *from = (struct sockaddr *)&in;
	inet_pton(AF_INET, "10.0.0.1", &in.sin_addr);
	CHECK_EQUAL(endpoint_read(&endpoint, AF_INET, from, sizeof(in)), 0);
	struct address expected = address_of("10.0.0.1");
	CHECK(address_equal(&endpoint.address, &expected));
	CHECK_EQUAL(endpoint.port, 80);
	CHECK_EQUAL(endpoint_read(&endpoint, AF_INET, from, 15), -EINVAL);
	CHECK_EQUAL(endpoint_read(&endpoint, AF_INET, from, 1 << 20), -EINVAL);
	CHECK_EQUAL(endpoint_read(&endpoint, AF_INET, NULL, sizeof(in)), -EFAULT);
	in.sin_family = AF_UNSPEC;
	CHECK_EQUAL(endpoint_read(&endpoint, AF_INET, from, sizeof(in)), -EAFNOSUPPORT);
	in.sin_addr.s_addr = INADDR_ANY;
	CHECK_EQUAL(endpoint_read(&endpoint, AF_INET, from, sizeof(in)), 0);
	expected = address_any(AF_INET);
	CHECK(address_equal(&endpoint.address, &expected));
}

static void reads_what_programs_pass_for_v6(void)
{
	struct endpoint endpoint;
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6, .sin6_port = htons(443) };
	const struct sockaddr *from = (struct sockaddr *)&in6;
	inet_pton(AF_INET6, "::ffff:10.0.0.1", &in6.sin6_addr);
	CHECK_EQUAL(endpoint_read(&endpoint, AF_INET6, from, 24), 0);
	struct address expected = address_of("10.0.0.1");
	CHECK(address_equal(&endpoint.address, &expected));
	CHECK_EQUAL(endpoint.port, 443);
	CHECK_EQUAL(endpoint_read(&endpoint, AF_INET6, from, 23), -EINVAL);
	in6.sin6_family = AF_INET;
	CHECK_EQUAL(endpoint_read(&endpoint, AF_INET6, from, sizeof(in6)), -EAFNOSUPPORT);
}

static void writes_as_the_kernel_does(void)
{
	struct endpoint endpoint = { address_of("10.0.0.1"), 80 };
	struct sockaddr_storage storage;
	memset(&storage, 0xaa, sizeof(storage));
	socklen_t length = sizeof(storage);
	endpoint_write(&endpoint, AF_INET, (struct sockaddr *)&storage, &length);
	CHECK_EQUAL(length, sizeof(struct sockaddr_in));
	CHECK_EQUAL(((unsigned char *)&storage)[sizeof(struct sockaddr_in)], 0xaa);
	struct endpoint back;
	CHECK_EQUAL(endpoint_read(&back, AF_INET, (struct sockaddr *)&storage, length), 0);
	CHECK(address_equal(&back.address, &endpoint.address) && back.port == 80);

	length = sizeof(storage);
	endpoint_write(&endpoint, AF_INET6, (struct sockaddr *)&storage, &length);
	CHECK_EQUAL(length, sizeof(struct sockaddr_in6));
	char text[64];
	inet_ntop(AF_INET6, &((struct sockaddr_in6 *)&storage)->sin6_addr, text, sizeof(text));
	CHECK_TEXT(text, "::ffff:10.0.0.1");

	memset(&storage, 0xaa, sizeof(storage));
	length = 3;
	endpoint_write(&endpoint, AF_INET, (struct sockaddr *)&storage, &length);
	CHECK_EQUAL(length, sizeof(struct sockaddr_in));
	CHECK_EQUAL(((unsigned char *)&storage)[3], 0xaa);
	endpoint_write(&endpoint, AF_INET, NULL, NULL);
}

int main(void)
{
	text_form();
	endpoint_text();
	kinds_of_address();
	hash_spreads_neighbours();
	reads_what_programs_pass();
	reads_what_programs_pass_for_v6();
	writes_as_the_kernel_does();
	return checks_result();
}
