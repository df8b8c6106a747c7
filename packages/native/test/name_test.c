/* Names of unix sockets: what is made is read back, and nothing else is taken for a name. */
#include "check.h"
#include "core/name.h"
#include "core/network_file.h"
#include "fuzz.h"

static char directory[64];
static struct network network;

static struct endpoint random_endpoint(void)
{
	struct endpoint endpoint = { address_v4((uint8_t)next_random(256),
		                                (uint8_t)next_random(256),
		                                (uint8_t)next_random(256), 9),
		                     (uint16_t)next_random(65536) };
	if (next_random(2) == 0)
		for (int i = 0; i < 16; i++)
			endpoint.address.bytes[i] = (uint8_t)next_random(256);
	if (next_random(8) == 0)
		endpoint.address = address_any(next_random(2) == 0 ? AF_INET : AF_INET6);
	return endpoint;
}

static bool endpoint_equal(const struct endpoint *left, const struct endpoint *right)
{
	return left->port == right->port && address_equal(&left->address, &right->address);
}

static bool parse(const struct name *name, struct name_parts *parts)
{
	return name_parse(&network, &name->address, name->length, parts);
}

static void bound_name_is_read_back(void)
{
	struct endpoint endpoint = random_endpoint();
	static const enum name_kind kinds[] = { NAME_TCP, NAME_UDP, NAME_UDPLITE };
	enum name_kind kind = kinds[next_random(3)];
	enum name_form form = name_form_of(&endpoint.address, next_random(2) == 0);
	uint16_t host = (uint16_t)next_random(HOSTS_MAX);
	uint8_t slot = (uint8_t)next_random(SLOT_SHARED_LAST + 1);
	struct name name;
	struct name_parts parts;
	name_make_bound(&name, &network, kind, form, host, slot, &endpoint);
	CHECK(name.length <= sizeof(name.address));
	CHECK(parse(&name, &parts));
	CHECK(parts.kind == kind && parts.form == form && parts.host == host && parts.slot == slot);
	CHECK(endpoint_equal(&parts.local, &endpoint));
}

static void connection_is_read_back(void)
{
	struct endpoint local = random_endpoint(), remote = random_endpoint();
	uint16_t host = (uint16_t)next_random(HOSTS_MAX);
	struct name name;
	struct name_parts parts;
	name_make_connection(&name, &network, host, &local, &remote);
	CHECK(name.length <= sizeof(name.address));
	CHECK(parse(&name, &parts));
	CHECK(parts.kind == NAME_CONNECTION && parts.host == host);
	CHECK(endpoint_equal(&parts.local, &local) && endpoint_equal(&parts.remote, &remote));
}

/* What a name is read as makes that very name again: no two names say the same. */
static void taken_only_as_it_would_be_made(const struct name *name)
{
	struct name_parts parts;
	struct name again;
	if (!parse(name, &parts))
		return;
	CHECK(parts.host < HOSTS_MAX);
	if (parts.kind == NAME_CONNECTION)
		name_make_connection(&again, &network, parts.host, &parts.local, &parts.remote);
	else
		name_make_bound(&again, &network, parts.kind, parts.form, parts.host, parts.slot,
		                &parts.local);
	CHECK_EQUAL(again.length, name->length);
	CHECK(memcmp(again.address.sun_path, name->address.sun_path,
	             name->length - offsetof(struct sockaddr_un, sun_path)) == 0);
	bool is_form_right = parts.kind == NAME_CONNECTION ||
	                     parts.form == name_form_of(&parts.local.address, true) ||
	                     parts.form == name_form_of(&parts.local.address, false);
	CHECK(is_form_right);
}

static void read_exactly(const struct name *name)
{
	struct sockaddr_un *copy = exact_copy(&name->address, name->length);
	struct name_parts parts;
	name_parse(&network, copy, name->length, &parts);
	free(copy);
}

static void make_any(struct name *name)
{
	struct endpoint local = random_endpoint(), remote = random_endpoint();
	memset(name, 0, sizeof(*name));
	if (next_random(2) == 0)
		name_make_connection(name, &network, (uint16_t)next_random(HOSTS_MAX), &local,
		                     &remote);
	else
		name_make_bound(name, &network, NAME_UDP, name_form_of(&local.address, false),
		                (uint16_t)next_random(HOSTS_MAX), 3, &local);
}

static void damaged_names_are_no_names(void)
{
	static const char letters[] = "0123456789abcdefABCDEFluvcd46.-sw\0\377 ";
	enum { PREFIX = 3 + NETWORK_ID_LENGTH };
	struct name name;
	make_any(&name);
	uint32_t size = name.length - (socklen_t)offsetof(struct sockaddr_un, sun_path);
	for (uint32_t damage = next_random(4); damage > 0; damage--)
		name.address.sun_path[next_random(8) == 0 ? next_random(size)
		                                          : PREFIX + next_random(size - PREFIX)] =
			letters[next_random(sizeof(letters))];
	if (next_random(3) == 0)
		name.length = (socklen_t)next_random(sizeof(name.address) + 1);
	taken_only_as_it_would_be_made(&name);
	if (name.length > 0)
		read_exactly(&name);
}

static void random_bytes_are_no_names(void)
{
	struct name name;
	struct name_parts parts;
	fill_random(&name.address, sizeof(name.address));
	if (next_random(2) == 0)
		name.address.sun_family = AF_UNIX;
	name.length = (socklen_t)next_random(sizeof(name.address) + 1);
	CHECK(!parse(&name, &parts));
}

static void rest_after_the_prefix_is_random(void)
{
	struct name name;
	make_any(&name);
	for (size_t i = 3 + NETWORK_ID_LENGTH; i < sizeof(name.address.sun_path); i++)
		name.address.sun_path[i] = "0123456789abcdef.-lucd46"[next_random(24)];
	taken_only_as_it_would_be_made(&name);
}

static void other_networks_and_paths_are_not_ours(void)
{
	struct name name;
	struct name_parts parts;
	make_any(&name);
	name.address.sun_path[5] ^= 1;
	CHECK(!parse(&name, &parts));
	make_any(&name);
	name.address.sun_path[0] = '/';
	CHECK(!parse(&name, &parts));
	make_any(&name);
	name.address.sun_family = AF_INET;
	CHECK(!parse(&name, &parts));
	make_any(&name);
	CHECK(!name_parse(&network, &name.address, sizeof(name.address) + 1, &parts));
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	for (int round = 0; round < 100000; round++) {
		bound_name_is_read_back();
		connection_is_read_back();
		damaged_names_are_no_names();
		random_bytes_are_no_names();
		rest_after_the_prefix_is_random();
		if (atomic_load(&checks_failed) > 20)
			break;
	}
	other_networks_and_paths_are_not_ours();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
