/* The order of destinations, as RFC 6724 has it in its examples, from hosts with one or both families. */
#include "core/address_order.h"

#include "check.h"

static struct network network;
static char directory[64];

static uint16_t add_host(const char *name, const char *v4, const char *v6)
{
	struct address addresses[2];
	int count = 0;
	if (v4 != NULL)
		addresses[count++] = address_of(v4);
	if (v6 != NULL)
		addresses[count++] = address_of(v6);
	int host = host_add(&network, name, addresses, count, NULL);
	CHECK(host > 0);
	return (uint16_t)host;
}

/* The addresses, separated by blanks, in their order. */
static const char *order(uint16_t host, const char *list)
{
	static char text[512];
	char copy[512];
	struct address addresses[8];
	int count = 0;
	snprintf(copy, sizeof(copy), "%s", list);
	for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " "))
		addresses[count++] = address_of(word);
	address_order((struct context){ &network, host }, addresses, count);
	text[0] = '\0';
	for (int i = 0; i < count; i++) {
		char one[ADDRESS_TEXT_SIZE];
		address_format(&addresses[i], one);
		strcat(strcat(text, i == 0 ? "" : " "), one);
	}
	return text;
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	uint16_t both = add_host("both", NULL, NULL);
	uint16_t global = add_host("global", "198.51.100.2", "2001:db8:1::2");
	uint16_t only_v4 = add_host("only-v4", "198.51.100.3", NULL);
	uint16_t only_v6 = add_host("only-v6", NULL, "2001:db8:1::3");

	CHECK_TEXT(order(both, "127.0.0.1 ::1"), "::1 127.0.0.1");
	CHECK_TEXT(order(both, "fd00::9 10.0.0.9"), "10.0.0.9 fd00::9");
	CHECK_TEXT(order(both, "2001:db8::1 203.0.113.1"), "203.0.113.1 2001:db8::1");
	CHECK_TEXT(order(global, "203.0.113.1 2001:db8::1"), "2001:db8::1 203.0.113.1");
	CHECK_TEXT(order(global, "203.0.113.1 fd00::9"), "203.0.113.1 fd00::9");
	CHECK_TEXT(order(only_v4, "2001:db8::1 203.0.113.1"), "203.0.113.1 2001:db8::1");
	CHECK_TEXT(order(only_v6, "203.0.113.1 2001:db8::1"), "2001:db8::1 203.0.113.1");
	CHECK_TEXT(order(global, "203.0.113.2 203.0.113.1 198.51.100.9"),
	           "203.0.113.2 203.0.113.1 198.51.100.9");
	CHECK_TEXT(order(global, "2001:db8:ffff::1 2001:db8:1::1"),
	           "2001:db8:1::1 2001:db8:ffff::1");
	CHECK_TEXT(order(global, "2002:c633:6401::1 2001:db8:1::1"),
	           "2001:db8:1::1 2002:c633:6401::1");
	CHECK_TEXT(order(global, "169.254.1.1 203.0.113.1"), "203.0.113.1 169.254.1.1");
	CHECK_TEXT(order(global, "fe80::1 203.0.113.1"), "203.0.113.1 fe80::1");
	CHECK_TEXT(order(both, ""), "");
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
