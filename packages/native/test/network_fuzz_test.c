/* A damaged `network` file does no harm: no reading beyond, no endless loop, no other signal. */
#include <sys/mman.h>

/* Before the network of sockets.h. */
#include "names_builder.h"
#include "rules.h"

#include "sockets.h"

#include "core/interface.h"
#include "core/lookups.h"
#include "core/multicast.h"
#include "core/names.h"
#include "core/reset.h"
#include "core/spill.h"
#include "core/udp.h"
#include "fuzz.h"

enum { WEB = 1, GUARD = 1 << 20, PAGE = 4096, KEPT = 1 << 20 };

static int listener, client, server, receiver, member;

#define FILE_PART(field, count) \
	{ \
		offsetof(struct network_file, field), \
			(count) * sizeof(*((struct network_file *)0)->field) \
	}

/* What the sockets of this test and their like come by. */
static const struct part {
	size_t at, size;
} parts[] = {
	{ 0, offsetof(struct network_file, hosts) },
	FILE_PART(hosts, 3),
	FILE_PART(claims, 512),
	FILE_PART(processes, 64),
	FILE_PART(notices, 8),
	FILE_PART(resets, 8),
	FILE_PART(shared_ports, SHARED_PORTS_MAX),
	FILE_PART(members, 3),
	FILE_PART(udp_peers, 256),
	{ offsetof(struct network_file, spills), 1000 },
	FILE_PART(lookups, 4),
	{ offsetof(struct network_file, policy.head), 16 },
	{ offsetof(struct network_file, names.head), 16 },
	{ offsetof(struct network_file, policy.bytes) + POLICY_ROOM, 1000 },
	{ offsetof(struct network_file, names.bytes) + NAMES_ROOM, 1000 },
};
enum { PARTS = sizeof(parts) / sizeof(*parts) };

/* Before and behind the mapping is nothing that could be read. */
static void guard_file(void)
{
	size_t size = (sizeof(struct network_file) + PAGE - 1) / PAGE * PAGE;
	char *area = mmap(NULL, size + 2 * GUARD, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	void *moved = mremap(network.file, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, area + GUARD);
	CHECK(moved == area + GUARD);
	network.file = moved;
}

static void save_parts(uint8_t *saved)
{
	for (int i = 0; i < PARTS; saved += parts[i++].size)
		memcpy(saved, (uint8_t *)network.file + parts[i].at, parts[i].size);
}

static void restore_parts(const uint8_t *saved)
{
	for (int i = 0; i < PARTS; saved += parts[i++].size)
		memcpy((uint8_t *)network.file + parts[i].at, saved, parts[i].size);
}

static void set_damage(void)
{
	const struct part *part = &parts[next_random(PARTS)];
	uint32_t lock = atomic_load(&network.file->lock);
	damage((uint8_t *)network.file + part->at, part->size, 1 + next_random(12));
	/* The lock of a living process would be waited for. */
	atomic_store(&network.file->lock, next_random(50) == 0 ? INT32_MAX : lock);
}

static struct address any_address(void)
{
	struct address address = address_of("10.0.0.1");
	if (next_random(3) == 0)
		address = address_of("fd00::2");
	damage(&address, sizeof(address), next_random(3));
	return address;
}

static void look_at_hosts(void)
{
	struct context context = { &network, (uint16_t)next_random(2) };
	struct address address = any_address(), source;
	struct interface interface;
	struct host_view view;
	int count = host_count(&network);
	CHECK(count >= 0 && count <= HOSTS_MAX);
	for (int i = 0; i < count; i++) {
		if (!host_view(&network, (uint16_t)i, &view))
			continue;
		CHECK(strlen(view.name) < HOST_NAME_SIZE);
		CHECK(view.address_count >= 0 && view.address_count <= HOST_ADDRESSES_MAX);
	}
	CHECK(strlen(host_name(context)) < HOST_NAME_SIZE);
	CHECK(host_find(&network, "web") < HOSTS_MAX);
	CHECK(host_of_address(context, &address) < HOSTS_MAX);
	CHECK(host_for_bind(context, &address) < HOSTS_MAX);
	(void)host_source_for(context, &address, &source);
	CHECK(interface_view(context, INTERFACE_ETHERNET, &interface));
}

static void look_at_tables(void)
{
	struct process_view process;
	struct notice notice;
	uint64_t sequence = 0;
	int notices = 0;
	for (int slot = 0; slot < PROCESSES_MAX; slot++)
		if (process_view(&network, slot, &process))
			CHECK(process.pid > 0 && strlen(process.program) < PROGRAM_NAME_SIZE);
	for (; notices <= NOTICES_MAX && notice_next(&network, sequence, &notice); notices++) {
		CHECK(notice.sequence > sequence);
		sequence = notice.sequence;
		CHECK(strlen(notice.program) < sizeof(notice.program));
		CHECK(strlen(notice.subject) < sizeof(notice.subject));
		CHECK(strlen(notice.reason) < sizeof(notice.reason));
	}
	CHECK(notices <= NOTICES_MAX);
}

static void look_at_published(void)
{
	static const char *const asked[] = { "web",           "test",
		                             "alias.example", "x.wild.example",
		                             "localhost",     "2.0.0.10.in-addr.arpa" };
	static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6 };
	struct context context = { &network, (uint16_t)next_random(2) };
	struct endpoint endpoint = { any_address(), 443 };
	struct names_addresses found;
	struct names_pointer pointer;
	char name[LOOKUP_NAME_SIZE];
	(void)names_lookup(context, asked[next_random(6)], families[next_random(3)], &found);
	CHECK(found.count >= 0 && found.count <= NAMES_ADDRESSES_MAX);
	CHECK(strlen(found.canonical) < sizeof(found.canonical));
	if (names_reverse(context, &endpoint.address, &pointer) == NAMES_FOUND)
		CHECK(strlen(pointer.name) < sizeof(pointer.name));
	(void)lookups_name_of(context, &endpoint.address, name);
	CHECK(strlen(name) < sizeof(name));
	lookups_add(context, "outside.example", &endpoint.address);
	(void)policy_decide(context, IPPROTO_TCP, false, &endpoint);
	(void)policy_decide_name(context, "outside.example");
	(void)policy_decide_unix(context, "/run/some.sock");
}

static void change_tables(void)
{
	struct address address = any_address();
	int host = host_add(&network, "new", &address, (int)next_random(2), NULL);
	CHECK(host < HOSTS_MAX);
	if (host > 0)
		host_remove(&network, (uint16_t)host);
	process_register((struct context){ &network, WEB });
	network_admit_user(&network, geteuid());
	network_admit_user(&network, 4242);
	reset_record(table_find(server));
	(void)reset_was_recorded(table_find(client));
	reset_forget(table_find(client));
}

static void make_connection(void)
{
	int fd = open_on((uint16_t)next_random(2), SOCK_STREAM | SOCK_NONBLOCK), accepted;
	(void)set_option(fd, next_random(2) == 0 ? SO_REUSEPORT : SO_REUSEADDR, 1);
	(void)bind_to(fd, next_random(2) == 0 ? "0.0.0.0" : "10.0.0.1", 0);
	if (next_random(2) == 0)
		(void)connect_to(fd, "10.0.0.2", 80);
	else
		(void)listen_on(fd);
	while ((accepted = accept_from(listener)) >= 0)
		close_virtual(accepted);
	close_virtual(fd);
}

static void exchange_datagrams(void)
{
	char text[64];
	int fd = open_on(next_random(2) == 0 ? WEB : TEST_HOST, SOCK_DGRAM | SOCK_NONBLOCK);
	(void)set_option(fd, SO_BROADCAST, 1);
	if (next_random(2) == 0)
		(void)set_option(fd, SO_REUSEADDR, 1);
	if (next_random(2) == 0)
		(void)bind_to(fd, "0.0.0.0", 5353);
	if (next_random(2) == 0)
		(void)connect_to(fd, "10.0.0.2", 53);
	(void)send_to(fd, "one", "10.0.0.2", 53);
	(void)send_to(fd, "all", "10.0.255.255", 53);
	(void)send_to(fd, "some", "224.0.0.251", 5353);
	for (int i = 0; i < 20; i++)
		(void)receive_now(receiver, text, sizeof(text));
	(void)receive_now(member, text, sizeof(text));
	close_virtual(fd);
}

static void open_again(void)
{
	struct network other;
	if (network_open(&other, directory) == 0) {
		CHECK(strlen(network_id(&other)) == NETWORK_ID_LENGTH);
		network_close(&other);
	}
}

/* The receiver's queue is full, the rest waits in the file. */
static void fill_queue(void)
{
	int sender = open_on(TEST_HOST, SOCK_DGRAM);
	for (int i = 0; i < 30; i++)
		CHECK_EQUAL(send_to(sender, "waiting", "10.0.0.2", 53), 7);
	close_virtual(sender);
}

static void set_scene(void)
{
	struct address web[] = { address_of("10.0.0.2"), address_of("fd00::2") };
	struct address group = address_of("224.0.0.251");
	CHECK_EQUAL(host_add(&network, "web", web, 2, NULL), WEB);
	listener = open_on(WEB, SOCK_STREAM | SOCK_NONBLOCK);
	CHECK_EQUAL(bind_to(listener, "10.0.0.2", 80), 0);
	CHECK_EQUAL(listen_on(listener), 0);
	client = open_on(TEST_HOST, SOCK_STREAM);
	CHECK_EQUAL(connect_to(client, "10.0.0.2", 80), 0);
	server = accept_from(listener);
	receiver = receiver_at(WEB, "10.0.0.2", 53);
	member = receiver_at(TEST_HOST, "0.0.0.0", 5353);
	CHECK_EQUAL(multicast_join(table_find(member), &group, INTERFACE_ETHERNET), 0);
	notice_name((struct context){ &network, WEB }, "nobody.example");
	add_address("www.example", "192.0.2.1");
	add_name("alias.example", DNS_CNAME, "www.example");
	add_address("*.wild.example", "2001:db8::1");
	publish_built(&network);
	PUBLISH_RULES(&network, { .id = 1, .name = "*.example" }, { .id = 2, .port_high = 443 },
	              { .id = 3, .protocol = 1, .name = "/run/*" });
	process_register((struct context){ &network, TEST_HOST });
}

int main(void)
{
	static void (*const uses[])(void) = { look_at_hosts, look_at_tables,  look_at_published,
		                              change_tables, make_connection, exchange_datagrams,
		                              open_again };
	static uint8_t saved[KEPT];
	start_network();
	guard_file();
	set_scene();
	for (int round = 0; round < 800 && atomic_load(&checks_failed) < 20; round++) {
		fill_queue();
		save_parts(saved);
		set_damage();
		for (size_t i = 0; i < sizeof(uses) / sizeof(*uses); i++)
			uses[i]();
		restore_parts(saved);
	}
	end_network();
	return checks_result();
}
