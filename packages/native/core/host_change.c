/* Hosts come and go; the test host gets the addresses that it binds to and nobody has. */
#include <errno.h>
#include <string.h>

#include "claim.h"
#include "host_entry.h"
#include "host_name.h"

static bool can_be_a_host(const struct address *address)
{
	return !address_is_any(address) && !address_is_loopback(address) &&
	       !address_is_multicast(address) && !address_is_broadcast(address);
}

static int check_address(struct network *network, const struct address *addresses, int at)
{
	if (!can_be_a_host(&addresses[at]))
		return -EADDRNOTAVAIL;
	for (int before = 0; before < at; before++)
		if (address_equal(&addresses[before], &addresses[at]))
			return -EADDRNOTAVAIL;
	return claim_is_free(network, &addresses[at]) ? 0 : -EADDRINUSE;
}

/* The next number after `*next` whose address nobody has; goes round once. */
static int take_free_address(struct network *network, _Atomic uint32_t *next, int family,
                             struct address *address)
{
	for (uint32_t tried = 0; tried <= 0xffff; tried++) {
		uint32_t number = atomic_fetch_add(next, 1) & 0xffff;
		uint8_t high = (uint8_t)(number >> 8), low = (uint8_t)number;
		if (low == 0 || low == 255)
			continue;
		*address = family == AF_INET
		                   ? address_v4(10, 0, high, low)
		                   : (struct address){ .bytes = { 0xfd, [14] = high, [15] = low } };
		if (claim_find(network, address) == -ENOENT)
			return 0;
	}
	return -ENOSPC;
}

static int take_free_addresses(struct network *network, struct address addresses[2])
{
	int result = take_free_address(network, &network->file->next_v4, AF_INET, &addresses[0]);
	if (result == 0)
		result = take_free_address(network, &network->file->next_v6, AF_INET6,
		                           &addresses[1]);
	return result;
}

/* A removed host's entry is used again only when all others were used, since sockets of the removed
 * host may still be open somewhere and carry its number in their names. */
static int find_room(const struct network *network)
{
	int count = host_count(network);
	if (count < HOSTS_MAX)
		return count;
	for (int index = 1; index < HOSTS_MAX; index++)
		if (host_entry_alive(network, (uint16_t)index) == NULL)
			return index;
	return -ENOSPC;
}

static void set_primary(struct host_entry *entry, const struct address *address)
{
	struct address *primary = address_is_v4(address) ? &entry->primary_v4 : &entry->primary_v6;
	static const struct address none;
	if (address_equal(primary, &none))
		*primary = *address;
}

static void fill_entry(struct host_entry *entry, const char *name, const struct address *addresses,
                       int count)
{
	memset(entry, 0, sizeof(*entry));
	memcpy(entry->name, name, strlen(name));
	for (int is_v6 = 0; is_v6 <= 1; is_v6++) {
		for (int i = 0; i < count; i++) {
			if (address_is_v4(&addresses[i]) == is_v6)
				continue;
			host_entry_add_address(entry, &addresses[i]);
			set_primary(entry, &addresses[i]);
		}
	}
}

static int claim_all(struct network *network, uint16_t host, const struct address *addresses,
                     int count)
{
	for (int i = 0; i < count; i++) {
		int result = claim_add(network, &addresses[i], host, 0);
		if (result == 0)
			continue;
		while (i-- > 0)
			claim_remove(network, &addresses[i]);
		return result;
	}
	return 0;
}

static int add_locked(struct network *network, const char *name, const struct address *addresses,
                      int count)
{
	if (host_find(network, name) >= 0)
		return -EEXIST;
	int index = find_room(network);
	if (index < 0)
		return index;
	struct address free_addresses[2];
	if (count == 0) {
		int result = take_free_addresses(network, free_addresses);
		if (result < 0)
			return result;
		addresses = free_addresses;
		count = 2;
	}
	struct host_entry *entry = &network->file->hosts[index];
	for (int i = 0; i < count; i++)
		host_entry_remove_address(&network->file->hosts[TEST_HOST], &addresses[i]);
	fill_entry(entry, name, addresses, count);
	int result = claim_all(network, (uint16_t)index, addresses, count);
	if (result < 0)
		return result;
	if (index == host_count(network))
		atomic_store(&network->file->host_count, (uint32_t)index + 1);
	atomic_store_explicit(&entry->is_alive, 1, memory_order_release);
	return index;
}

int host_add(struct network *network, const char *name, const struct address *addresses, int count,
             struct address *taken)
{
	if (!host_name_is_valid(name))
		return -EINVAL;
	if (count < 0 || count > HOST_ADDRESSES_MAX)
		return -E2BIG;
	struct network_lock lock;
	network_lock(network, &lock);
	int result = 0;
	for (int i = 0; result == 0 && i < count; i++) {
		result = check_address(network, addresses, i);
		if (result < 0 && taken != NULL)
			*taken = addresses[i];
	}
	if (result == 0)
		result = add_locked(network, name, addresses, count);
	network_unlock(network, &lock);
	return result;
}

void host_remove(struct network *network, uint16_t index)
{
	struct network_lock lock;
	network_lock(network, &lock);
	struct host_entry *entry = host_entry_alive(network, index);
	if (entry != NULL && index != TEST_HOST) {
		for (int i = 0; i < host_entry_address_count(entry); i++)
			claim_remove(network, &entry->addresses[i]);
		atomic_store(&entry->is_alive, 0);
	}
	network_unlock(network, &lock);
}

static int add_dynamic_locked(struct network *network, const struct address *address)
{
	int owner = claim_find(network, address);
	if (owner != -ENOENT)
		return owner;
	struct host_entry *test_host = &network->file->hosts[TEST_HOST];
	if (host_entry_address_count(test_host) == HOST_ADDRESSES_MAX)
		return -ENOSPC;
	int result = claim_add(network, address, TEST_HOST, CLAIM_IS_DYNAMIC);
	if (result == 0)
		host_entry_add_address(test_host, address);
	return result < 0 ? result : TEST_HOST;
}

int host_add_dynamic_address(struct network *network, const struct address *address)
{
	struct network_lock lock;
	network_lock(network, &lock);
	int owner = add_dynamic_locked(network, address);
	network_unlock(network, &lock);
	return owner;
}
