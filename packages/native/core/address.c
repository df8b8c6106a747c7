#include "address.h"

#include <arpa/inet.h>
#include <string.h>

static const uint8_t mapped_prefix[12] = { [10] = 0xff, [11] = 0xff };
static const struct address loopback_v6 = { .bytes = { [15] = 1 } };
static const struct address any_v6;

struct address address_v4(uint8_t a, uint8_t b, uint8_t c, uint8_t d)
{
	return (struct address){ .bytes = { [10] = 0xff, [11] = 0xff, a, b, c, d } };
}

struct address address_any(int family)
{
	return family == AF_INET ? address_v4(0, 0, 0, 0) : any_v6;
}

struct address address_loopback(int family)
{
	return family == AF_INET ? address_v4(127, 0, 0, 1) : loopback_v6;
}

bool address_equal(const struct address *left, const struct address *right)
{
	return memcmp(left->bytes, right->bytes, sizeof(left->bytes)) == 0;
}

bool address_is_v4(const struct address *address)
{
	return memcmp(address->bytes, mapped_prefix, sizeof(mapped_prefix)) == 0;
}

bool address_is_any(const struct address *address)
{
	struct address any = address_any(address_is_v4(address) ? AF_INET : AF_INET6);
	return address_equal(address, &any);
}

bool address_is_loopback(const struct address *address)
{
	if (address_is_v4(address))
		return address->bytes[12] == 127;
	return address_equal(address, &loopback_v6);
}

bool address_is_multicast(const struct address *address)
{
	if (address_is_v4(address))
		return (address->bytes[12] & 0xf0) == 0xe0;
	return address->bytes[0] == 0xff;
}

bool address_is_broadcast(const struct address *address)
{
	struct address broadcast = address_v4(255, 255, 255, 255);
	return address_equal(address, &broadcast);
}

/* Neighbouring addresses differ in few low bits, so both halves are multiplied and folded. */
uint32_t address_hash(const struct address *address)
{
	uint64_t high, low;
	memcpy(&high, address->bytes, sizeof(high));
	memcpy(&low, address->bytes + sizeof(high), sizeof(low));
	uint64_t mixed = (high ^ 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
	mixed = (mixed ^ (mixed >> 32) ^ low) * 0xc4ceb9fe1a85ec53u;
	mixed = (mixed ^ (mixed >> 29)) * 0x9e3779b97f4a7c15u;
	return (uint32_t)(mixed >> 32);
}

bool address_parse(const char *text, struct address *address)
{
	struct address parsed = address_any(AF_INET);
	if (inet_pton(AF_INET, text, parsed.bytes + sizeof(mapped_prefix)) != 1 &&
	    inet_pton(AF_INET6, text, parsed.bytes) != 1)
		return false;
	*address = parsed;
	return true;
}

void address_format(const struct address *address, char text[ADDRESS_TEXT_SIZE])
{
	if (address_is_v4(address))
		inet_ntop(AF_INET, address->bytes + sizeof(mapped_prefix), text, ADDRESS_TEXT_SIZE);
	else
		inet_ntop(AF_INET6, address->bytes, text, ADDRESS_TEXT_SIZE);
}
