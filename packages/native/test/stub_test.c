/* libc's resolver in front of a name server that a test has put on the network: its answers, its silence, its
 * errors, and answers that are too large for a datagram. */
#include "core/stub_resolver.h"

#include <pthread.h>
#include <unistd.h>

#include "core/dns_forward.h"
#include "core/dns_response.h"
#include "core/resolve.h"
#include "fuzz.h"
#include "names_builder.h"
#include "sockets.h"

static struct context asker = { &network, TEST_HOST };
static int udp, tcp;
static atomic_int queries;

/* The answer of the test's server; 0: it says nothing. */
static size_t answer_to(const uint8_t *query, size_t size, bool is_stream, uint8_t answer[600])
{
	char name[NAME_TEXT_SIZE];
	size_t at = DNS_HEADER_SIZE;
	if (!dns_name_read_plain(query, size, &at, name))
		return 0;
	int turn = atomic_fetch_add(&queries, 1);
	uint16_t type = dns_u16(query + at);
	memset(answer, 0, 600);
	memcpy(answer, query, size);
	answer[2] = 0x81;
	if (strcmp(name, "silent.example") == 0 || (strcmp(name, "late.example") == 0 && turn == 0))
		return 0;
	if (strcmp(name, "refused.example") == 0)
		answer[3] = DNS_REFUSED;
	else if (strcmp(name, "format.example") == 0)
		answer[3] = DNS_FORMAT_ERROR;
	else if (strcmp(name, "large.example") == 0 && !is_stream)
		answer[2] |= 2;
	else if (strcmp(name, "nobody.example") == 0)
		answer[3] = DNS_NAME_ERROR;
	else if (type == DNS_PTR || type == DNS_A) {
		static const uint8_t a[] = {
			0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 203, 0, 113, 7
		};
		static const uint8_t ptr[] = { 0xc0, 12, 0, 12, 0,   1,   0,   0,   0,
			                       9,    0,  6, 4,  'b', 'a', 'c', 'k', 0 };
		const uint8_t *record = type == DNS_A ? a : ptr;
		size_t length = type == DNS_A ? sizeof(a) : sizeof(ptr);
		answer[7] = 1;
		memcpy(answer + size, record, length);
		size += length;
	}
	return size;
}

static void *serve_datagrams(void *unused)
{
	for (;;) {
		uint8_t query[512], answer[600];
		struct sockaddr_in from;
		struct iovec buffer = { query, sizeof(query) };
		struct msghdr message = { .msg_name = &from,
			                  .msg_namelen = sizeof(from),
			                  .msg_iov = &buffer,
			                  .msg_iovlen = 1 };
		ssize_t size = socket_receive(table_find(udp), udp, &message, 0);
		if (size <= 4)
			return unused;
		size_t length = answer_to(query, (size_t)size, false, answer);
		if (length > 0)
			send_bytes(udp, answer, length, &from);
	}
}

static void *serve_streams(void *unused)
{
	for (;;) {
		uint8_t query[512], answer[602];
		struct iovec buffer = { query, sizeof(query) };
		struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
		int fd = accept_from(tcp);
		if (fd < 0)
			return unused;
		ssize_t size = socket_receive(table_find(fd), fd, &message, 0);
		while (size > 0 && size < 2 + query[1]) {
			buffer = (struct iovec){ query + size, sizeof(query) - (size_t)size };
			size += socket_receive(table_find(fd), fd, &message, 0);
		}
		size_t length =
			size <= 2 ? 0 : answer_to(query + 2, (size_t)size - 2, true, answer + 2);
		answer[0] = (uint8_t)(length >> 8);
		answer[1] = (uint8_t)length;
		send_bytes(fd, answer, length + 2, NULL);
		close_virtual(fd);
		if (length == 0)
			return unused;
	}
}

static struct resolver one_server(void)
{
	struct resolver resolver = { .count = 1, .timeout_s = 1, .attempts = 2 };
	resolver.servers[0] = (struct endpoint){ address_of("10.0.0.2"), 53 };
	return resolver;
}

static enum names_result look_up(const char *name, int family, struct names_addresses *found)
{
	struct resolver resolver = one_server();
	atomic_store(&queries, 0);
	return stub_lookup(asker, &resolver, name, family, found);
}

static void answers(void)
{
	struct names_addresses found;
	struct names_pointer pointer;
	struct address expected = address_of("203.0.113.7");
	struct resolver resolver = one_server();
	CHECK_EQUAL(look_up("Some.example.", AF_UNSPEC, &found), NAMES_FOUND);
	CHECK(found.count == 1 && address_equal(&found.addresses[0], &expected));
	CHECK_TEXT(found.canonical, "Some.example");
	CHECK_EQUAL(look_up("some.example", AF_INET6, &found), NAMES_NO_DATA);
	CHECK_EQUAL(look_up("nobody.example", AF_UNSPEC, &found), NAMES_NOT_FOUND);
	CHECK_EQUAL(look_up("large.example", AF_INET, &found), NAMES_FOUND);
	CHECK_EQUAL(queries, 2);
	CHECK_EQUAL(look_up("format.example", AF_INET, &found), NAMES_FAILED);
	CHECK_EQUAL(found.rcode, DNS_FORMAT_ERROR);
	CHECK_EQUAL(look_up("refused.example", AF_INET, &found), NAMES_SILENT);
	CHECK_EQUAL(queries, 2);
	CHECK_EQUAL(look_up("late.example", AF_INET, &found), NAMES_FOUND);
	CHECK_EQUAL(look_up("silent.example", AF_UNSPEC, &found), NAMES_SILENT);
	CHECK_EQUAL(queries, 2);
	CHECK_EQUAL(stub_reverse(asker, &resolver, &expected, &pointer), NAMES_FOUND);
	CHECK_TEXT(pointer.name, "back");
	resolver.uses_only_tcp = true;
	CHECK_EQUAL(stub_lookup(asker, &resolver, "some.example", AF_INET, &found), NAMES_FOUND);
}

/* The second server is asked when nobody listens at the first. */
static void the_next_server(void)
{
	struct resolver resolver = one_server();
	struct names_addresses found;
	resolver.servers[1] = resolver.servers[0];
	resolver.servers[0].port = 54;
	resolver.count = 2;
	CHECK_EQUAL(stub_lookup(asker, &resolver, "some.example", AF_INET, &found), NAMES_FOUND);
	resolver.count = 1;
	uint8_t query[DNS_QUERY_SIZE], answer[512];
	size_t size = dns_query_make("x", DNS_A, DNS_IN, 1, query);
	CHECK_EQUAL(stub_send(asker, &resolver, query, size, answer, sizeof(answer)),
	            -ECONNREFUSED);
	CHECK_EQUAL(stub_send(asker, &resolver, query, 5, answer, sizeof(answer)), -EMSGSIZE);
}

/* The name server that the test has published is asked, after the network itself. */
static void by_the_table(void)
{
	struct names_addresses found;
	struct names_pointer pointer;
	struct address address = address_of("203.0.113.8"), db = address_of("10.0.0.2");
	add_address("api.example", "203.0.113.200");
	built.server_port = 53;
	built.server = db;
	publish_built(&network);
	CHECK_EQUAL(resolve_name(asker, "api.example", AF_INET, &found), NAMES_FOUND);
	CHECK_EQUAL(found.addresses[0].bytes[15], 200);
	CHECK_EQUAL(resolve_name(asker, "some.example", AF_INET, &found), NAMES_FOUND);
	CHECK_EQUAL(found.addresses[0].bytes[15], 7);
	CHECK_EQUAL(resolve_name(asker, "db", AF_INET, &found), NAMES_FOUND);
	CHECK(address_equal(&found.addresses[0], &db));
	CHECK_EQUAL(resolve_address(asker, &address, &pointer), NAMES_FOUND);
	CHECK_TEXT(pointer.name, "back");
	CHECK_EQUAL(resolve_address(asker, &db, &pointer), NAMES_FOUND);
	CHECK_TEXT(pointer.name, "db");
	publish_built(&network);
	CHECK_EQUAL(resolve_name(asker, "some.example", AF_INET, &found), NAMES_NOT_FOUND);
}

static void domains(void)
{
	struct names_addresses found;
	int host = host_add(&network, "one.inside", NULL, 0, NULL);
	CHECK_EQUAL(host_add(&network, "two.inside", NULL, 0, NULL), host + 1);
	struct context inside = { &network, (uint16_t)host };
	CHECK_EQUAL(resolve_name(asker, "two", AF_INET, &found), NAMES_NOT_FOUND);
	CHECK_EQUAL(resolve_name(inside, "two", AF_INET, &found), NAMES_FOUND);
	CHECK_TEXT(found.canonical, "two.inside");
	CHECK_EQUAL(resolve_name(inside, "two.", AF_INET, &found), NAMES_NOT_FOUND);
	CHECK_EQUAL(resolve_name(inside, "db", AF_INET, &found), NAMES_FOUND);
	CHECK_TEXT(found.canonical, "db");
}

static void configuration(void)
{
	static const char text[] = "# one\nnameserver 10.0.0.9 # here\n;nameserver 10.0.0.8\n"
				   "nameserver fd00::1\nnameserver nonsense\nnameserver\n"
				   "options timeout:3 attempts:9 use-vc\nnameserver 1.1.1.1\n"
				   "nameserver 2.2.2.2";
	struct resolver resolver;
	resolver_read(&resolver, text, sizeof(text) - 1);
	CHECK(resolver.count == 3 && resolver.timeout_s == 3 && resolver.attempts == 5 &&
	      resolver.uses_only_tcp);
	CHECK_EQUAL(resolver.servers[0].address.bytes[15], 9);
	CHECK_EQUAL(resolver.servers[2].port, 53);
	CHECK_EQUAL(resolver_server_ms(&resolver, 1), 2000);
	for (int round = 0; round < 20000; round++) {
		size_t size = next_random(sizeof(text));
		char *bad = exact_copy(text, size);
		damage(bad, size, next_random(6));
		resolver_read(&resolver, bad, size);
		CHECK(resolver.count <= 3 && resolver.attempts <= 5);
		free(bad);
	}
}

static void damaged_answers(void)
{
	uint8_t query[DNS_QUERY_SIZE], answer[600];
	size_t query_size = dns_query_make("some.example", DNS_A, DNS_IN, 7, query);
	for (int round = 0; round < 50000; round++) {
		size_t size = answer_to(query, query_size, true, answer);
		size = size - (next_random(4) == 0 ? next_random((uint32_t)size) : 0);
		uint8_t *bad = exact_copy(answer, size);
		damage(bad, size, next_random(4));
		struct dns_response response;
		struct dns_record record;
		char text[NAME_TEXT_SIZE];
		if (dns_response_read(bad, size, query, query_size, &response))
			while (dns_response_next(&response, &record))
				(void)dns_name_read(bad, size, &(size_t){ record.data }, text);
		free(bad);
	}
}

/* What the policy lets out goes to real servers; here to one on the machine's loopback. */
static void *serve_for_real(void *argument)
{
	int fd = *(int *)argument;
	uint8_t query[512], answer[600];
	struct sockaddr_in from;
	socklen_t length = sizeof(from);
	ssize_t size = recvfrom(fd, query, sizeof(query), 0, (struct sockaddr *)&from, &length);
	if (size > 0) {
		sendto(fd, "noise", 5, 0, (struct sockaddr *)&from, length);
		size_t answer_size = answer_to(query, (size_t)size, false, answer);
		sendto(fd, answer, answer_size, 0, (struct sockaddr *)&from, length);
	}
	return NULL;
}

static void forwarded(void)
{
	struct sockaddr_in own = inet_of("127.0.0.1", 0);
	socklen_t length = sizeof(own);
	pthread_t thread;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	CHECK_EQUAL(bind(fd, (struct sockaddr *)&own, length), 0);
	CHECK_EQUAL(getsockname(fd, (struct sockaddr *)&own, &length), 0);
	CHECK_EQUAL(pthread_create(&thread, NULL, serve_for_real, &fd), 0);
	struct resolver servers = { .count = 1, .timeout_s = 5, .attempts = 1 };
	servers.servers[0] = (struct endpoint){ address_of("127.0.0.1"), ntohs(own.sin_port) };
	uint8_t query[DNS_QUERY_SIZE], answer[600];
	size_t size = dns_query_make("some.example", DNS_A, DNS_IN, 7, query);
	CHECK_EQUAL(dns_forward(&servers, IPPROTO_UDP, query, size, answer, sizeof(answer)),
	            size + 16);
	pthread_join(thread, NULL);
	close(fd);
}

int main(void)
{
	pthread_t threads[2];
	start_network();
	CHECK_EQUAL(host_add(&network, "db", NULL, 0, NULL), 1);
	udp = receiver_at(1, "10.0.0.2", 53);
	tcp = listener_at("10.0.0.2", 53);
	pthread_create(&threads[0], NULL, serve_datagrams, NULL);
	pthread_create(&threads[1], NULL, serve_streams, NULL);
	answers();
	the_next_server();
	by_the_table();
	domains();
	configuration();
	damaged_answers();
	forwarded();
	int end = open_on(TEST_HOST, SOCK_DGRAM), stop = open_on(TEST_HOST, SOCK_STREAM);
	CHECK_EQUAL(send_to(end, "end", "10.0.0.2", 53), 3);
	CHECK_EQUAL(connect_to(stop, "10.0.0.2", 53), 0);
	CHECK_EQUAL(send_bytes(stop, "\0\0", 2, NULL), 2);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	end_network();
	return checks_result();
}
