/* The journal's layout in bytes: what is written here is test/vectors/journal/every-kind, which the
 * readers are tested with. Offsets are docs/journal.md's, not those of the structures. */
#include <time.h>

#include "sockets.h"

#include "core/journal.h"
#include "core/journal_file.h"
#include "core/option_numbers.h"
#include "core/program.h"

#define VECTORS "../../test/vectors/journal/every-kind/journal/"

enum { CAPACITY = 4096, WEB = 1 };
enum {
	PID = 12,
	CLOCKS = 16,
	BYTE_COUNT = 32,
	NETWORK = 48,
	PROGRAM = 64,
	SOCKET_COUNT = 168,
	HEADER = 256
};
enum { RECORD_SIZE = 4, RECORD_TIME = 8 };

struct bytes {
	uint8_t content[16384];
	size_t size;
};

static uint64_t began_ns;

static uint64_t number_at(const uint8_t *at, size_t size)
{
	uint64_t number = 0;
	for (size_t i = size; i-- > 0;)
		number = number << 8 | at[i];
	return number;
}

static void read_file(const char *path, struct bytes *bytes)
{
	FILE *file = fopen(path, "rb");
	CHECK(file != NULL);
	bytes->size = file == NULL ? 0 : fread(bytes->content, 1, sizeof(bytes->content), file);
	if (file != NULL)
		fclose(file);
}

static void read_pair(const char *base, const char *ending, struct bytes *bytes)
{
	char path[400];
	snprintf(path, sizeof(path), "%s%s", base, ending);
	read_file(path, bytes);
}

/* What differs in each run is checked by itself and then made equal. */
static void settle_header(uint8_t *own, const uint8_t *vector)
{
	char program[PROGRAM_NAME_SIZE];
	program_name(program);
	CHECK_EQUAL(number_at(own + PID, 4), getpid());
	CHECK(memcmp(own + NETWORK, network_id(&network), NETWORK_ID_LENGTH) == 0);
	CHECK(memcmp(own + PROGRAM, program, sizeof(program)) == 0);
	memcpy(own + PID, vector + PID, BYTE_COUNT - 8 - PID);
	memcpy(own + NETWORK, vector + NETWORK, NETWORK_ID_LENGTH);
	memcpy(own + PROGRAM, vector + PROGRAM, PROGRAM_NAME_SIZE);
	memcpy(own + SOCKET_COUNT, vector + SOCKET_COUNT, 8); /* for writers only */
}

static void settle_times(struct bytes *own, const struct bytes *vector)
{
	for (size_t at = HEADER; at < vector->size;) {
		uint64_t time = number_at(own->content + at + RECORD_TIME, 8);
		CHECK(time >= began_ns && time <= journal_clock());
		memcpy(own->content + at + RECORD_TIME, vector->content + at + RECORD_TIME, 8);
		at += number_at(vector->content + at + RECORD_SIZE, 4);
	}
}

static void same_bytes(const char *what, const uint8_t *own, const uint8_t *vector, size_t size)
{
	for (size_t at = 0; at < size; at++)
		if (own[at] != vector[at]) {
			fprintf(stderr, "%s: byte %zu is %02x, not %02x\n", what, at, own[at],
			        vector[at]);
			CHECK_EQUAL(own[at], vector[at]);
			return;
		}
}

static void is_like(const char *base, const char *vector_name)
{
	static struct bytes own, vector;
	char vector_base[200];
	snprintf(vector_base, sizeof(vector_base), VECTORS "%s", vector_name);
	read_pair(base, ".events", &own);
	read_pair(vector_base, ".events", &vector);
	CHECK(vector.size > HEADER && own.size >= vector.size);
	settle_header(own.content, vector.content);
	settle_times(&own, &vector);
	same_bytes(".events", own.content, vector.content, vector.size);
	uint64_t count = number_at(vector.content + BYTE_COUNT, 8);
	read_pair(base, ".bytes", &own);
	read_pair(vector_base, ".bytes", &vector);
	CHECK_EQUAL(own.size, CAPACITY);
	CHECK_EQUAL(vector.size, count < CAPACITY ? count : CAPACITY);
	same_bytes(".bytes", own.content, vector.content, vector.size);
}

static void sees(int fd, const char *wanted)
{
	char text[16];
	CHECK_EQUAL(receive_text(fd, text, sizeof(text), 0), strlen(wanted));
	CHECK_TEXT(text, wanted);
}

static int web_listener(void)
{
	int fd = open_on(WEB, SOCK_STREAM);
	CHECK_EQUAL(bind_to(fd, "10.0.0.2", 80), 0);
	CHECK_EQUAL(listen_on(fd), 0);
	return fd;
}

static int client_from(uint16_t port)
{
	int fd = open_on(TEST_HOST, SOCK_STREAM);
	CHECK_EQUAL(bind_to(fd, "10.0.0.1", port), 0);
	CHECK_EQUAL(connect_to(fd, "10.0.0.2", 80), 0);
	return fd;
}

static void exchange(int listener)
{
	int client = client_from(40960), server = accept_from(listener);
	CHECK_EQUAL(send_bytes(client, "GET /", 5, NULL), 5);
	CHECK_EQUAL(send_bytes(server, "hello", 5, NULL), 5);
	journal_sent_unseen(table_find(client), 13);
	CHECK_EQUAL(socket_shutdown(table_find(client), client, SHUT_WR), 0);
	CHECK_EQUAL(send_bytes(client, "too late", 8, NULL), -EPIPE);
	sees(server, "GET /");
	sees(server, "");
	close_virtual(server);
	sees(client, "hello");
	sees(client, "");
	close_virtual(client);
}

static void end_by_reset(int listener)
{
	struct linger none = { 1, 0 };
	char text[8];
	int client = client_from(40961), server = accept_from(listener);
	option_set(table_find(server), server, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	close_virtual(server);
	CHECK_EQUAL(receive_text(client, text, sizeof(text), 0), -ECONNRESET);
	close_virtual(client);
}

static void try_in_vain(void)
{
	struct endpoint outside = { address_of("2001:db8::9"), 53 };
	struct endpoint silent = { address_of("10.0.0.2"), 82 };
	int client = open_on(TEST_HOST, SOCK_STREAM);
	CHECK_EQUAL(connect_to(client, "10.0.0.2", 81), -ECONNREFUSED);
	close_virtual(client);
	journal_attempt((struct context){ &network, TEST_HOST }, JOURNAL_BLOCKED, IPPROTO_UDP,
	                &outside, ENETUNREACH);
	journal_attempt((struct context){ &network, TEST_HOST }, JOURNAL_UNANSWERED, IPPROTO_TCP,
	                &silent, 0);
}

static void send_datagrams(void)
{
	int receiver = receiver_at(WEB, "10.0.0.2", 53);
	int sender = receiver_at(TEST_HOST, "10.0.0.1", 5300);
	CHECK_EQUAL(send_to(sender, "question", "10.0.0.2", 53), 8);
	CHECK_EQUAL(send_to(sender, "lost", "10.0.0.2", 54), 4);
	close_virtual(sender);
	close_virtual(receiver);
}

static int lite_at(uint16_t host, const char *address, uint16_t port)
{
	struct context context = { &network, host };
	int fd = socket_open(context, AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE);
	CHECK_EQUAL(bind_to(fd, address, port), 0);
	return fd;
}

static void send_partly_covered(void)
{
	int coverage = 10, receiver = lite_at(WEB, "10.0.0.2", 53);
	int sender = lite_at(TEST_HOST, "10.0.0.1", 5300);
	CHECK_EQUAL(option_set(table_find(sender), sender, IPPROTO_UDPLITE,
	                       OPTION_UDPLITE_SEND_CSCOV, &coverage, sizeof(coverage)),
	            0);
	CHECK_EQUAL(send_to(sender, "partly covered", "10.0.0.2", 53), 14);
	close_virtual(sender);
	close_virtual(receiver);
}

/* As a child does after fork; the ring begins its second lap. The parent dies while it sends. */
static void go_on_in_child(int listener, char *first)
{
	static char text[3001];
	int client = client_from(40962), server = accept_from(listener);
	struct iovec never_sent = { (char[]){ "cut off" }, 7 };
	CHECK(journal_stream(table_find(client), &never_sent, 7) != NULL);
	strcpy(first, atomic_load(&network.journal)->path);
	journal_forked(&network);
	for (int turn = 0; turn < 2; turn++) {
		for (int i = 0; i < 3000; i++)
			text[i] = (char)((turn == 0 ? 'a' : '0') + i % 10);
		CHECK_EQUAL(send_bytes(server, text, 3000, NULL), 3000);
	}
	CHECK_EQUAL(receive_text(client, text, sizeof(text), MSG_WAITALL), 3000);
	CHECK_EQUAL(receive_text(client, text, sizeof(text), MSG_WAITALL), 3000);
	close_virtual(client);
	sees(server, "");
	close_virtual(server);
}

int main(void)
{
	char first[400], second[400];
	struct address web = address_of("10.0.0.2");
	start_recorded_network(CAPACITY);
	began_ns = journal_clock();
	CHECK_EQUAL(host_add(&network, "web", &web, 1, NULL), WEB);
	journal_exec((struct context){ &network, TEST_HOST }, "/usr/bin/curl");
	int listener = web_listener();
	exchange(listener);
	end_by_reset(listener);
	try_in_vain();
	send_datagrams();
	send_partly_covered();
	go_on_in_child(listener, first);
	strcpy(second, atomic_load(&network.journal)->path);
	journal_stop(atomic_load(&network.journal), ENOSPC);
	close_virtual(listener);
	is_like(first, "901-0000000000000001");
	is_like(second, "901-0000000000000002");
	end_network();
	return checks_result();
}
