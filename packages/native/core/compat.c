#include "compat.h"

#include <errno.h>

struct address compat_address(enum compat_subnet subnet, int interface)
{
	uint8_t number = (uint8_t)interface;
	switch (subnet) {
	case COMPAT_127_0_0_0:
		return address_v4(127, 0, 0, number);
	case COMPAT_10_53_57_0:
		return address_v4(10, 53, 57, number);
	default:
		return (struct address){ .bytes = { 0xfd, [12] = 0x53, 0x57, 0x5f, number } };
	}
}

int compat_interface_of(const struct address *address)
{
	int number = address->bytes[15];
	if (number < 1 || number > COMPAT_INTERFACES)
		return -ENOENT;
	for (enum compat_subnet subnet = 0; subnet < COMPAT_SUBNETS; subnet++) {
		struct address candidate = compat_address(subnet, number);
		if (address_equal(address, &candidate))
			return number;
	}
	return -ENOENT;
}
