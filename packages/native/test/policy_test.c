/* The policy: closed by default, the first rule that matches decides, and no table can lead it astray. */
#include "core/policy.h"

#include <netinet/in.h>

#include "check.h"
#include "core/lookups.h"
#include "core/network_file.h"
#include "core/text.h"
#include "rules.h"

static struct network network;
static uint16_t db;
static const struct context test_host = { &network, TEST_HOST };

static struct verdict ask(int protocol, const char *address, uint16_t port)
{
	struct endpoint endpoint = { address_of(address), port };
	return policy_decide(test_host, protocol, false, &endpoint);
}

/* The id of the rule that allows it, or of the one that denies it with a minus; 0: by default. */
static int decided(struct verdict verdict)
{
	if (verdict.rule == POLICY_DEFAULT) {
		CHECK(!verdict.is_allowed);
		return 0;
	}
	return verdict.is_allowed ? verdict.rule : -verdict.rule;
}

static int tcp(const char *address, uint16_t port)
{
	return decided(ask(IPPROTO_TCP, address, port));
}

static int udp(const char *address, uint16_t port)
{
	return decided(ask(IPPROTO_UDP, address, port));
}

static void nothing_is_allowed_without_a_table(void)
{
	CHECK_EQUAL(tcp("192.0.2.1", 80), 0);
	CHECK_EQUAL(tcp("127.0.0.1", 80), 0);
	CHECK_EQUAL(decided(policy_decide_name(test_host, "example.com")), 0);
	CHECK_EQUAL(decided(policy_decide_unix(test_host, "/run/docker.sock")), 0);
	CHECK_EQUAL(decided(policy_decide_name((struct context){ 0 }, "example.com")), 0);
}

static void first_rule_decides(void)
{
	PUBLISH_RULES(
		&network, { .id = 1, .address = "192.0.2.7", .is_denied = true },
		{ .id = 2, .address = "192.0.2.0", .prefix_length = 24, .protocol = IPPROTO_TCP },
		{ .id = 3,
	          .address = "192.0.2.0",
	          .prefix_length = 23,
	          .port_low = 123,
	          .port_high = 125 },
		{ .id = 4, .address = "2001:db8::", .prefix_length = 33 });
	CHECK_EQUAL(tcp("192.0.2.7", 80), -1);
	CHECK_EQUAL(tcp("192.0.2.8", 80), 2);
	CHECK_EQUAL(tcp("192.0.2.255", 65535), 2);
	CHECK_EQUAL(tcp("192.0.3.0", 80), 0);
	CHECK_EQUAL(udp("192.0.2.8", 80), 0);
	CHECK_EQUAL(udp("192.0.3.255", 123), 3);
	CHECK_EQUAL(udp("192.0.3.255", 125), 3);
	CHECK_EQUAL(udp("192.0.3.255", 126), 0);
	CHECK_EQUAL(udp("192.0.3.255", 122), 0);
	CHECK_EQUAL(udp("192.0.4.1", 123), 0);
	CHECK_EQUAL(tcp("2001:db8:7fff::1", 1), 4);
	CHECK_EQUAL(tcp("2001:db8:8000::1", 1), 0);
	CHECK_EQUAL(tcp("::c000:208", 80), 0);
}

static void rules_have_hosts_and_directions(void)
{
	PUBLISH_RULES(&network, { .id = 1, .host = db },
	              { .id = 2, .is_inbound = true, .port_low = 8080, .port_high = 8080 });
	struct endpoint endpoint = { address_v4(192, 0, 2, 1), 8080 };
	struct context on_db = { &network, db };
	CHECK_EQUAL(decided(policy_decide(on_db, IPPROTO_TCP, false, &endpoint)), 1);
	CHECK_EQUAL(decided(policy_decide(test_host, IPPROTO_TCP, false, &endpoint)), 0);
	CHECK_EQUAL(decided(policy_decide(test_host, IPPROTO_TCP, true, &endpoint)), 2);
	endpoint.port = 80;
	CHECK_EQUAL(decided(policy_decide(on_db, IPPROTO_TCP, true, &endpoint)), 0);
}

static void names_let_their_addresses_out(void)
{
	PUBLISH_RULES(&network, { .id = 1, .name = "bad.example.com", .is_denied = true },
	              { .id = 2, .name = "*.example.com", .port_low = 443, .port_high = 443 },
	              { .id = 3, .name = "registry.test", .protocol = IPPROTO_TCP });
	CHECK_EQUAL(decided(policy_decide_name(test_host, "API.example.com.")), 2);
	CHECK_EQUAL(decided(policy_decide_name(test_host, "bad.example.com")), -1);
	CHECK_EQUAL(decided(policy_decide_name(test_host, "example.com")), 0);
	CHECK_EQUAL(decided(policy_decide_name(test_host, "registry.test")), 3);
	CHECK_EQUAL(decided(policy_decide_name(test_host, "")), 0);
	CHECK_EQUAL(decided(policy_decide_service(test_host, IPPROTO_TCP, "api.example.com", 443)),
	            2);
	CHECK_EQUAL(decided(policy_decide_service(test_host, IPPROTO_TCP, "api.example.com", 80)),
	            0);
	CHECK_EQUAL(decided(policy_decide_service(test_host, IPPROTO_UDP, "registry.test", 53)), 0);
	CHECK_EQUAL(decided(policy_decide_service(test_host, IPPROTO_TCP, "Registry.test", 53)), 3);
	struct address address = address_of("192.0.2.1"), other = address_of("2001:db8::1");
	CHECK_EQUAL(tcp("192.0.2.1", 443), 0);
	lookups_add(test_host, "API.example.com.", &address);
	lookups_add(test_host, "registry.test", &other);
	CHECK_EQUAL(tcp("192.0.2.1", 443), 2);
	CHECK_EQUAL(tcp("192.0.2.1", 80), 0);
	CHECK_EQUAL(tcp("2001:db8::1", 80), 3);
	CHECK_EQUAL(udp("2001:db8::1", 80), 0);
	lookups_add(test_host, "bad.example.com", &address);
	CHECK_EQUAL(tcp("192.0.2.1", 443), -1);
}

static void paths_have_rules_of_their_own(void)
{
	PUBLISH_RULES(&network, { .id = 1 },
	              { .id = 2, .protocol = 1, .name = "/run/secret/*", .is_denied = true },
	              { .id = 3, .protocol = 1, .name = "/run/*" },
	              { .id = 4, .protocol = 1, .name = "@abstract" });
	CHECK_EQUAL(decided(policy_decide_unix(test_host, "/run/docker.sock")), 3);
	CHECK_EQUAL(decided(policy_decide_unix(test_host, "/run/secret/a")), -2);
	CHECK_EQUAL(decided(policy_decide_unix(test_host, "@abstract")), 4);
	CHECK_EQUAL(decided(policy_decide_unix(test_host, "@abstract2")), 0);
	CHECK_EQUAL(decided(policy_decide_name(test_host, "/run/docker.sock")), 0);
	CHECK_EQUAL(tcp("192.0.2.1", 80), 1);
	PUBLISH_RULES(&network, { .id = 1, .protocol = 1, .name = "/var/run/docker*" });
	CHECK_EQUAL(decided(policy_decide_unix(test_host, "/run/docker.sock")), 1);
	CHECK_EQUAL(decided(policy_decide_unix(test_host, "/run/other.sock")), 0);
}

static void compatibility_mode_has_no_policy(void)
{
	PUBLISH_RULES(&network, { .id = 1 });
	network.is_compat = true;
	CHECK_EQUAL(tcp("192.0.2.1", 80), 0);
	network.is_compat = false;
	CHECK_EQUAL(tcp("192.0.2.1", 80), 1);
}

static void broken_tables_let_nothing_out(void)
{
	struct table table = table_empty();
	table_add(&table, (struct rule_fields){ .id = 1, .name = "a" });
	table_publish(&network, &table);
	CHECK_EQUAL(decided(policy_decide_name(test_host, "a")), 1);
	put_number(table.bytes + 8 + 36, 4, 2); /* one byte past the end */
	table_publish(&network, &table);
	CHECK_EQUAL(decided(policy_decide_name(test_host, "a")), 0);
	put_number(table.bytes + 8 + 36, 4, UINT32_MAX);
	table_publish(&network, &table);
	CHECK_EQUAL(decided(policy_decide_name(test_host, "a")), 0);
	table = table_empty();
	table_add(&table,
	          (struct rule_fields){ .id = 1, .is_denied = true, .protocol = IPPROTO_TCP });
	table_add(&table, (struct rule_fields){ .id = 2 });
	table.size = 8 + RULE_BYTES + RULE_BYTES / 2;
	table_publish(&network, &table);
	CHECK_EQUAL(udp("192.0.2.1", 80), 0);
	CHECK_EQUAL(tcp("192.0.2.1", 80), -1);
	table.bytes[0] ^= 1;
	table_publish(&network, &table);
	CHECK_EQUAL(tcp("192.0.2.1", 80), 0);
	CHECK_EQUAL(published_replace(&network, published_policy(&network), "SW", 2), 0);
	CHECK_EQUAL(tcp("192.0.2.1", 80), 0);
	CHECK_EQUAL(published_replace(&network, published_policy(&network), "", 0), 0);
	CHECK_EQUAL(tcp("192.0.2.1", 80), 0);
}

static uint32_t next_random(void)
{
	static uint32_t state = 20261123;
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

static struct table random_table(void)
{
	static const char *const names[] = { "*", "a*b", "**", "x.example.com", "" };
	struct table table = table_empty();
	for (uint32_t count = next_random() % RULES_MAX; count > 0; count--)
		table_add(&table,
		          (struct rule_fields){
				  .id = 1 + next_random() % 9,
				  .protocol = (uint8_t[]){ 0, 1, 6, 17 }[next_random() % 4],
				  .port_low = (uint16_t)(next_random() % 3),
				  .name = next_random() % 2 == 0 ? NULL : names[next_random() % 5],
			  });
	for (uint32_t count = next_random() % 8; count > 0; count--)
		table.bytes[next_random() % (table.size)] = (uint8_t)next_random();
	if (next_random() % 2 == 0)
		table.size = next_random() % (table.size + 1);
	return table;
}

/* Whatever decides is a rule that stands in the table. */
static void check_rule(const struct table *table, struct verdict verdict)
{
	bool is_there = verdict.rule == POLICY_DEFAULT && !verdict.is_allowed;
	for (size_t at = 8; !is_there && at + RULE_BYTES <= table->size; at += RULE_BYTES)
		is_there = memcmp(table->bytes + at, &verdict.rule, sizeof(verdict.rule)) == 0 &&
		           (table->bytes[at + 4] == 1) == verdict.is_allowed;
	CHECK(is_there);
}

static void any_bytes_are_a_table(void)
{
	for (int i = 0; i < 20000; i++) {
		struct table table = random_table();
		table_publish(&network, &table);
		check_rule(&table, ask(IPPROTO_TCP, "192.0.2.1", (uint16_t)next_random()));
		check_rule(&table, policy_decide_name(test_host, "x.example.com"));
		check_rule(&table, policy_decide_unix(test_host, "/a/b"));
	}
}

static void patterns_stand_for_texts(void)
{
	static const struct {
		const char *pattern, *text;
		bool matches;
	} cases[] = { { "", "", true },
		      { "", "a", false },
		      { "a", "", false },
		      { "*", "", true },
		      { "*", "abc", true },
		      { "a*", "abc", true },
		      { "*c", "abc", true },
		      { "*b", "abc", false },
		      { "a*c*e", "abcde", true },
		      { "a*b*b", "ab", false },
		      { "*ab", "aab", true },
		      { "ab", "abc", false },
		      { "/run/user/*/bus", "/run/user/1000/bus", true } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_EQUAL(text_matches(cases[i].pattern, strlen(cases[i].pattern), cases[i].text),
		            cases[i].matches);
	CHECK(text_matches("abc", 2, "ab"));
}

int main(void)
{
	char directory[64];
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	db = (uint16_t)host_add(&network, "db", NULL, 0, NULL);
	nothing_is_allowed_without_a_table();
	first_rule_decides();
	rules_have_hosts_and_directions();
	names_let_their_addresses_out();
	paths_have_rules_of_their_own();
	compatibility_mode_has_no_policy();
	broken_tables_let_nothing_out();
	any_bytes_are_a_table();
	patterns_stand_for_texts();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
