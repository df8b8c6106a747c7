/* Names that the policy lets out are looked up by the machine's own resolver. It is told to look into the machine's
 * /etc/hosts and nowhere else, so that nobody is asked. */
#include "core/real_names.h"

#include <netdb.h>

#include "core/lookups.h"
#include "core/resolve.h"
#include "rules.h"

int __nss_configure_lookup(const char *database, const char *services);

static struct network network;
static const struct context test_host = { &network, TEST_HOST };
static struct names_addresses found;

static bool has(const char *text)
{
	struct address address = address_of(text);
	for (int i = 0; i < found.count; i++)
		if (address_equal(&found.addresses[i], &address))
			return true;
	return false;
}

/* Only the machine's file knows this name: in a network each host has its own loopback. */
static void the_machine_knows_its_loopback(void)
{
	CHECK_EQUAL(real_names_lookup(test_host, "localhost", AF_INET, &found), NAMES_FOUND);
	CHECK(has("127.0.0.1") && !has("::1"));
	CHECK_TEXT(found.canonical, "localhost");
	CHECK_EQUAL(real_names_lookup(test_host, "localhost", AF_UNSPEC, &found), NAMES_FOUND);
	CHECK(has("127.0.0.1"));
}

static void the_policy_knows_what_it_gave(void)
{
	struct address address = address_of("127.0.0.1");
	char name[LOOKUP_NAME_SIZE];
	CHECK(lookups_name_of(test_host, &address, name));
	CHECK_TEXT(name, "localhost");
	CHECK(lookups_gave(test_host, "local*", 6, &address));
}

static void a_name_that_the_machine_does_not_know(void)
{
	CHECK_EQUAL(real_names_lookup(test_host, "nobody.invalid", AF_UNSPEC, &found),
	            NAMES_NOT_FOUND);
	CHECK_EQUAL(found.count, 0);
	CHECK_EQUAL(real_names_lookup(test_host, "a..b", AF_UNSPEC, &found), NAMES_NOT_FOUND);
}

/* Through the rules: only what one of them names is asked for outside. */
static void a_rule_lets_a_name_out(void)
{
	PUBLISH_RULES(&network, { .name = "*.invalid" });
	CHECK_EQUAL(names_lookup(test_host, "nobody.invalid", AF_INET, &found), NAMES_OUTSIDE);
	CHECK_EQUAL(resolve_name(test_host, "nobody.invalid", AF_INET, &found), NAMES_NOT_FOUND);
	CHECK_EQUAL(names_lookup(test_host, "nobody.example", AF_INET, &found), NAMES_NOT_FOUND);
	CHECK_EQUAL(resolve_name(test_host, "nobody.example", AF_INET, &found), NAMES_NOT_FOUND);
}

static void the_thread_stays_on_its_network(void)
{
	struct network other;
	char directory[64];
	make_directory(directory);
	CHECK_EQUAL(network_create(&other, directory), 0);
	CHECK_EQUAL(context_enter(&other, TEST_HOST), 0);
	real_names_lookup(test_host, "localhost", AF_INET, &found);
	CHECK(context_current().network == &other);
	CHECK_EQUAL(context_current().host, TEST_HOST);
	context_leave();
	network_close(&other);
	remove_directory(directory);
}

int main(void)
{
	char directory[64];
	CHECK_EQUAL(__nss_configure_lookup("hosts", "files"), 0);
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	the_machine_knows_its_loopback();
	the_policy_knows_what_it_gave();
	a_name_that_the_machine_does_not_know();
	a_rule_lets_a_name_out();
	the_thread_stays_on_its_network();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
