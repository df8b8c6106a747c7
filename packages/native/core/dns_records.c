#include "dns_records.h"

#include <string.h>

/* What a host has may be gone at the next moment, so that nobody is to keep it. */
enum { HOST_TTL = 0 };

static size_t add(struct dns_records *records, uint16_t type, uint32_t ttl, const void *data,
                  size_t size)
{
	return dns_answer_add(&records->writer, DNS_ANSWER, records->owner, type, ttl, data, size);
}

static void add_addresses(struct dns_records *records, const struct address *addresses, int count)
{
	for (int i = 0; i < count; i++) {
		if (address_is_v4(&addresses[i]))
			add(records, DNS_A, HOST_TTL, addresses[i].bytes + 12, 4);
		else
			add(records, DNS_AAAA, HOST_TTL, addresses[i].bytes, 16);
	}
}

static void add_pointer(struct dns_records *records, const char *host)
{
	uint8_t wire[DNS_NAME_WIRE_MAX];
	add(records, DNS_PTR, HOST_TTL, wire, dns_name_write(host, wire, sizeof(wire)));
}

static size_t add_entry(struct dns_records *records, struct names_entry entry)
{
	struct names_record record;
	size_t first = 0;
	while (names_record_next(&entry, &record)) {
		size_t place = add(records, entry.type, record.ttl, record.data, record.size);
		first = first == 0 ? place : first;
	}
	return first;
}

size_t dns_records_add(struct dns_records *records, const struct names_answer *answer)
{
	size_t first = add_entry(records, answer->entry);
	add_addresses(records, answer->addresses, answer->count);
	if (answer->pointer != NULL)
		add_pointer(records, answer->pointer);
	return first;
}

static void add_host_addresses(struct dns_records *records, const struct names_node *node,
                               int family)
{
	struct address addresses[HOST_ADDRESSES_MAX];
	add_addresses(records, addresses,
	              names_node_addresses(records->view, node, family, addresses));
}

void dns_records_add_all(struct dns_records *records, const struct names_node *node)
{
	struct names_entry entry;
	bool has_alias = false, has_v4 = false, has_v6 = false, has_pointer = false;
	for (uint32_t index = node->first; names_node_entry(node, &index, &entry);) {
		has_alias |= entry.type == DNS_CNAME;
		has_v4 |= entry.type == DNS_A;
		has_v6 |= entry.type == DNS_AAAA;
		has_pointer |= entry.type == DNS_PTR;
		if (entry.type != 0 && entry.rcode == DNS_NO_ERROR && !entry.is_silent)
			add_entry(records, entry);
	}
	if (!has_alias && !has_v4)
		add_host_addresses(records, node, AF_INET);
	if (!has_alias && !has_v6)
		add_host_addresses(records, node, AF_INET6);
	if (!has_alias && !has_pointer && node->pointer[0] != '\0')
		add_pointer(records, node->pointer);
}

static bool find_authority(const struct names_view *view, const char *zone,
                           struct names_record *record)
{
	struct names_entry entry;
	size_t length = strlen(zone);
	for (int i = 0; i < NAMES_TABLES; i++) {
		const struct names_table *table = &view->tables[i];
		uint32_t index = names_table_find(table, zone, length);
		while (names_table_entry(table, index++, zone, length, &entry))
			if (entry.type == DNS_SOA && names_record_next(&entry, record) &&
			    record->size >= 4)
				return true;
	}
	return false;
}

void dns_records_add_authority(struct dns_records *records, const char *name)
{
	struct names_record record;
	const char *zone = name;
	while (zone != NULL && !find_authority(records->view, zone, &record))
		zone = dns_name_parent(zone);
	if (zone == NULL)
		return;
	uint32_t minimum = dns_u32(record.data + record.size - 4);
	/* Labels are as far from each other in a message as in text. */
	dns_answer_add(&records->writer, DNS_AUTHORITY, records->owner + (size_t)(zone - name),
	               DNS_SOA, minimum < record.ttl ? minimum : record.ttl, record.data,
	               record.size);
}
