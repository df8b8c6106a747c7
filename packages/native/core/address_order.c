#include "address_order.h"

#include <string.h>

#include "network.h"

/* What is known of an address as a destination. */
struct destination {
	struct address address;
	bool is_usable; /* the host has an address to speak from */
	bool has_scope_of_source, has_label_of_source;
	int precedence, scope, common_bits;
};

/* RFC 6724, 2.1, the longest prefix first. */
static const struct policy {
	struct address prefix;
	int bits, precedence, label;
} policies[] = {
	{ { { [15] = 1 } }, 128, 50, 0 },  { { { [10] = 0xff, 0xff } }, 96, 35, 4 },
	{ { { 0 } }, 96, 1, 3 },           { { { 0x20, 0x01 } }, 32, 5, 5 },
	{ { { 0x20, 0x02 } }, 16, 30, 2 }, { { { 0x3f, 0xfe } }, 16, 1, 12 },
	{ { { 0xfe, 0xc0 } }, 10, 1, 11 }, { { { 0xfc } }, 7, 3, 13 },
	{ { { 0 } }, 0, 40, 1 },
};

static int common_bits(const struct address *left, const struct address *right)
{
	for (int i = 0; i < 128; i++) {
		uint8_t difference = left->bytes[i / 8] ^ right->bytes[i / 8];
		if ((difference & (0x80 >> i % 8)) != 0)
			return i;
	}
	return 128;
}

static const struct policy *policy_of(const struct address *address)
{
	const struct policy *policy = policies;
	while (common_bits(address, &policy->prefix) < policy->bits)
		policy++;
	return policy;
}

/* RFC 6724, 3.1 and 3.2: link-local 2, site-local 5, global 14. */
static int scope_of(const struct address *address)
{
	const uint8_t *bytes = address->bytes;
	if (address_is_v4(address)) {
		bool is_link_local = bytes[12] == 169 && bytes[13] == 254;
		return is_link_local || address_is_loopback(address) ? 2 : 14;
	}
	if (bytes[0] == 0xff)
		return bytes[1] & 0x0f;
	if (address_is_loopback(address) || (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80))
		return 2;
	return bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0xc0 ? 5 : 14;
}

static struct destination look_at(struct context context, const struct address *address)
{
	struct address source;
	struct destination destination = {
		.address = *address,
		.is_usable = host_source_for(context, address, &source) == 0,
		.precedence = policy_of(address)->precedence,
		.scope = scope_of(address),
	};
	if (!destination.is_usable)
		return destination;
	destination.has_scope_of_source = scope_of(&source) == destination.scope;
	destination.has_label_of_source = policy_of(&source)->label == policy_of(address)->label;
	destination.common_bits = address_is_v4(address) ? 0 : common_bits(&source, address);
	return destination;
}

/* Whether the left one is to be tried before the right one. The rules about addresses that are going out
 * of use, or that move, know none of those here. */
static bool is_before(const struct destination *left, const struct destination *right)
{
	if (left->is_usable != right->is_usable)
		return left->is_usable;
	if (left->has_scope_of_source != right->has_scope_of_source)
		return left->has_scope_of_source;
	if (left->has_label_of_source != right->has_label_of_source)
		return left->has_label_of_source;
	if (left->precedence != right->precedence)
		return left->precedence > right->precedence;
	if (left->scope != right->scope)
		return left->scope < right->scope;
	bool are_v6 = !address_is_v4(&left->address) && !address_is_v4(&right->address);
	return are_v6 && left->common_bits > right->common_bits;
}

void address_order(struct context context, struct address *addresses, int count)
{
	struct destination sorted[ADDRESS_ORDER_MAX];
	if (count > ADDRESS_ORDER_MAX)
		count = ADDRESS_ORDER_MAX;
	for (int i = 0; i < count; i++) {
		struct destination next = look_at(context, &addresses[i]);
		int at = i;
		for (; at > 0 && is_before(&next, &sorted[at - 1]); at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = next;
	}
	for (int i = 0; i < count; i++)
		addresses[i] = sorted[i].address;
}
