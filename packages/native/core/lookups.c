#include "lookups.h"

#include <ctype.h>
#include <string.h>

#include "network_file.h"
#include "shared_bytes.h"
#include "text.h"

enum { BODY = offsetof(struct lookup, address) };

/* False when the entry is about another address, empty, or being written. */
static bool read_entry(const struct lookup *entry, const struct address *address,
                       struct lookup *copy)
{
	uint32_t turn = __atomic_load_n(&entry->turn, __ATOMIC_ACQUIRE);
	shared_load(&copy->address, &entry->address, sizeof(copy->address));
	if (turn == 0 || !address_equal(&copy->address, address))
		return false;
	shared_load(copy->name, entry->name, sizeof(copy->name));
	copy->name[sizeof(copy->name) - 1] = '\0';
	return __atomic_load_n(&entry->turn, __ATOMIC_ACQUIRE) == turn;
}

/* The names that gave an address, from the newest to the oldest; `*age` counts entries. False after
 * the last one. */
static bool next_entry(const struct network *network, const struct address *address, uint32_t *age,
                       struct lookup *copy)
{
	uint32_t last = atomic_load_explicit(&network->file->next_lookup, memory_order_acquire);
	while (*age < last && *age < LOOKUPS_MAX) {
		const struct lookup *entry =
			&network->file->lookups[(last - 1 - (*age)++) % LOOKUPS_MAX];
		if (read_entry(entry, address, copy))
			return true;
	}
	return false;
}

bool lookups_normalise(const char *name, char normal[LOOKUP_NAME_SIZE])
{
	size_t length = strlen(name);
	if (length > 0 && name[length - 1] == '.')
		length--;
	if (length == 0 || length >= LOOKUP_NAME_SIZE)
		return false;
	memset(normal, 0, LOOKUP_NAME_SIZE);
	for (size_t i = 0; i < length; i++)
		normal[i] = (char)tolower((unsigned char)name[i]);
	return true;
}

/* An old entry is about to be overwritten: the pair is then kept once more. */
static bool is_recent(const struct network *network, const struct lookup *wanted)
{
	struct lookup lookup;
	uint32_t age = 0;
	while (next_entry(network, &wanted->address, &age, &lookup) && age <= LOOKUPS_MAX / 2)
		if (strcmp(lookup.name, wanted->name) == 0)
			return true;
	return false;
}

/* The turn is 0 while the rest is written, and written last. */
static void write_entry(struct network_file *file, const struct lookup *from)
{
	uint32_t turn = atomic_fetch_add(&file->next_lookup, 1);
	struct lookup *entry = &file->lookups[turn % LOOKUPS_MAX];
	__atomic_store_n(&entry->turn, 0, __ATOMIC_SEQ_CST);
	shared_store((char *)entry + BODY, (const char *)from + BODY, sizeof(*from) - BODY);
	__atomic_store_n(&entry->turn, turn + 1, __ATOMIC_RELEASE);
}

void lookups_add(struct context context, const char *name, const struct address *address)
{
	struct lookup lookup = { .address = *address };
	if (context.network == NULL || !lookups_normalise(name, lookup.name))
		return;
	bool is_of_host = !address_is_loopback(address) && host_of_address(context, address) >= 0;
	if (!is_of_host && !is_recent(context.network, &lookup))
		write_entry(context.network->file, &lookup);
}

bool lookups_name_of(struct context context, const struct address *address,
                     char name[LOOKUP_NAME_SIZE])
{
	struct lookup lookup;
	uint32_t age = 0;
	name[0] = '\0';
	bool is_known = next_entry(context.network, address, &age, &lookup);
	if (is_known)
		memcpy(name, lookup.name, LOOKUP_NAME_SIZE);
	return is_known;
}

bool lookups_gave(struct context context, const char *pattern, size_t length,
                  const struct address *address)
{
	struct lookup lookup;
	uint32_t age = 0;
	while (next_entry(context.network, address, &age, &lookup))
		if (text_matches(pattern, length, lookup.name))
			return true;
	return false;
}
