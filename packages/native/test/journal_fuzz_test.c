/* A damaged journal, or one of an odd size, ends the recording at most: what is sent arrives. */
#include <sys/mman.h>

#include "sockets.h"

#include "core/journal.h"
#include "core/journal_file.h"
#include "fuzz.h"

enum { LARGE = 20000 };

static int client, server, sender, receiver;

static void start_sockets(void)
{
	int listener = listener_at("10.0.0.1", 7000);
	client = open_on(TEST_HOST, SOCK_STREAM);
	CHECK_EQUAL(connect_to(client, "10.0.0.1", 7000), 0);
	server = accept_from(listener);
	close_virtual(listener);
	receiver = receiver_at(TEST_HOST, "10.0.0.1", 53);
	sender = open_on(TEST_HOST, SOCK_DGRAM);
}

static void end_sockets(void)
{
	int all[] = { client, server, receiver, sender };
	for (int i = 0; i < 4; i++)
		close_virtual(all[i]);
}

static void arrives(size_t size)
{
	static char sent[LARGE], back[LARGE + 1];
	fill_random(sent, size);
	CHECK_EQUAL(send_bytes(client, sent, size, NULL), size);
	CHECK_EQUAL(receive_text(server, back, size + 1, MSG_WAITALL), size);
	CHECK(memcmp(sent, back, size) == 0);
}

static void everything_arrives(void)
{
	char text[8];
	arrives(10);
	arrives(LARGE);
	arrives(1 + next_random(5000));
	CHECK_EQUAL(send_to(sender, "hello", "10.0.0.1", 53), 5);
	CHECK_EQUAL(receive_text(receiver, text, sizeof(text), 0), 5);
	journal_exec((struct context){ &network, TEST_HOST }, "/bin/true");
	journal_sent_unseen(table_find(client), 3);
}

/* As after a fork, and without the files of before. */
static void begin_again(void)
{
	struct journal *journal = atomic_load(&network.journal);
	char path[400];
	if (journal != NULL && journal->header != NULL) {
		snprintf(path, sizeof(path), "%s.events", journal->path);
		unlink(path);
		snprintf(path, sizeof(path), "%s.bytes", journal->path);
		unlink(path);
	}
	journal_forked(&network);
}

static void odd_capacities(void)
{
	static const uint64_t capacities[] = { 1,         3,          100,       4095,
		                               4097,      65535,      LARGE - 1, LARGE,
		                               LARGE + 1, 1ull << 40, INT64_MAX, UINT64_MAX };
	for (size_t i = 0; i < sizeof(capacities) / sizeof(*capacities); i++) {
		begin_again();
		network.file->journal_capacity = capacities[i];
		for (int turn = 0; turn < 4; turn++)
			everything_arrives();
	}
}

static void damaged_headers(void)
{
	network.file->journal_capacity = 65536;
	for (int round = 0; round < 1500; round++) {
		begin_again();
		arrives(10);
		struct journal *journal = atomic_load(&network.journal);
		CHECK(journal->header != NULL);
		damage(journal->header, sizeof(*journal->header), 1 + next_random(8));
		everything_arrives();
	}
}

int main(void)
{
	start_recorded_network(4096);
	start_sockets();
	odd_capacities();
	damaged_headers();
	begin_again();
	end_sockets();
	end_network();
	return checks_result();
}
