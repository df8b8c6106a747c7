/* Notices: whole, in order, and bounded. */
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>

#include "check.h"
#include "core/lookups.h"
#include "core/network_file.h"

static char directory[64];
static struct network network;
static const struct context test_host = { &network, TEST_HOST };

static void refuse(uint16_t port)
{
	struct endpoint endpoint = { address_v4(10, 0, 0, 9), port };
	notice_refused(test_host, IPPROTO_TCP, &endpoint);
}

static void tells_what_happened(void)
{
	struct notice notice;
	CHECK(!notice_next(&network, 0, &notice));
	refuse(80);
	notice_program(test_host, "/opt/static", "it is statically linked");
	CHECK(notice_next(&network, 0, &notice));
	CHECK_EQUAL(notice.sequence, 1);
	CHECK_EQUAL(notice.kind, NOTICE_REFUSED);
	CHECK_EQUAL(notice.protocol, IPPROTO_TCP);
	CHECK_EQUAL(notice.error, ECONNREFUSED);
	CHECK_EQUAL(notice.pid, getpid());
	CHECK_TEXT(notice.subject, "10.0.0.9:80");
	CHECK_TEXT(notice.reason, "");
	CHECK_TEXT(notice.program, "notice_test");
	CHECK_TEXT(notice.command, program_invocation_short_name);
	CHECK_TEXT(notice.name, "");
	CHECK_EQUAL(notice.rule, -1);
	CHECK(notice.time_ns > 1600000000u * 1000000000ull);
	CHECK(notice_next(&network, 1, &notice));
	CHECK_EQUAL(notice.kind, NOTICE_UNSUPPORTED);
	CHECK_TEXT(notice.subject, "/opt/static");
	CHECK_TEXT(notice.reason, "it is statically linked");
	CHECK(!notice_next(&network, 2, &notice));
}

static void blocked_says_the_name_and_the_rule(void)
{
	struct endpoint endpoint = { address_v4(192, 0, 2, 1), 443 };
	struct notice notice;
	lookups_add(test_host, "api.example.com", &endpoint.address);
	notice_blocked(test_host, IPPROTO_UDP, &endpoint, 7, "because");
	CHECK(notice_next(&network, 2, &notice));
	CHECK_EQUAL(notice.kind, NOTICE_BLOCKED);
	CHECK_EQUAL(notice.protocol, IPPROTO_UDP);
	CHECK_EQUAL(notice.error, ENETUNREACH);
	CHECK_TEXT(notice.subject, "192.0.2.1:443");
	CHECK_TEXT(notice.name, "api.example.com");
	CHECK_TEXT(notice.reason, "because");
	CHECK_EQUAL(notice.rule, 7);
	notice_blocked_path(test_host, "/run/docker.sock", -1);
	CHECK(notice_next(&network, 3, &notice));
	CHECK_EQUAL(notice.protocol, NOTICE_UNIX);
	CHECK_TEXT(notice.subject, "/run/docker.sock");
	notice_unsupported(test_host, NOTICE_RAW, "socket(AF_INET, SOCK_RAW, 1)", EPERM, "because");
	CHECK(notice_next(&network, 4, &notice));
	CHECK_EQUAL(notice.kind, NOTICE_UNSUPPORTED);
	CHECK_EQUAL(notice.protocol, NOTICE_RAW);
	CHECK_EQUAL(notice.error, EPERM);
}

static void long_paths_keep_their_end(void)
{
	char path[400], reason[200];
	memset(path, 'a', sizeof(path) - 1);
	strcpy(path + sizeof(path) - 5, "/end");
	memset(reason, 'r', sizeof(reason) - 1);
	reason[sizeof(reason) - 1] = '\0';
	notice_program(test_host, path, reason);
	struct notice notice;
	CHECK(notice_next(&network, 5, &notice));
	CHECK_EQUAL(strlen(notice.subject), sizeof(notice.subject) - 1);
	CHECK_TEXT(notice.subject + strlen(notice.subject) - 4, "/end");
	CHECK_EQUAL(strlen(notice.reason), sizeof(notice.reason) - 1);
}

static void gap_of_a_killed_writer_is_passed_over(void)
{
	atomic_fetch_add(&network.file->next_notice, 1);
	refuse(81);
	struct notice notice;
	CHECK(notice_next(&network, 6, &notice));
	CHECK_EQUAL(notice.sequence, 8);
}

static void lapped_reader_skips_ahead(void)
{
	for (int i = 0; i < NOTICES_MAX + 10; i++)
		refuse(82);
	struct notice notice;
	CHECK(notice_next(&network, 1, &notice));
	CHECK_EQUAL(notice.sequence, 8 + 11);
	CHECK_TEXT(notice.subject, "10.0.0.9:82");
}

static void entry_that_is_being_written_stays_so(void)
{
	uint64_t next = atomic_load(&network.file->next_notice) + 1;
	uint64_t *entry = &network.file->notices[(next - 1) % NOTICES_MAX].sequence;
	uint64_t unfinished = *entry | 1ull << 63;
	*entry = unfinished;
	refuse(83);
	struct notice notice;
	CHECK(notice_next(&network, next - 1, &notice));
	CHECK_EQUAL(notice.sequence, next + 1);
	CHECK_TEXT(notice.subject, "10.0.0.9:83");
	CHECK(*entry == unfinished);
}

enum { WRITERS = 3, ROUNDS = 4000 };

/* Port and error of one notice belong together. */
static void *write_notices(void *unused)
{
	(void)unused;
	for (uint16_t i = 1; i <= ROUNDS; i++) {
		struct endpoint endpoint = { address_v4(10, 0, 0, 9), i };
		notice_blocked(test_host, IPPROTO_UDP, &endpoint, i, NULL);
	}
	return NULL;
}

static void readers_see_whole_notices(void)
{
	uint64_t sequence = atomic_load(&network.file->next_notice),
		 last = sequence + WRITERS * ROUNDS;
	pthread_t writers[WRITERS];
	for (int i = 0; i < WRITERS; i++)
		pthread_create(&writers[i], NULL, write_notices, NULL);
	while (sequence < last) {
		struct notice notice;
		if (!notice_next(&network, sequence, &notice))
			continue;
		char expected[32];
		snprintf(expected, sizeof(expected), "10.0.0.9:%d", notice.rule);
		CHECK_TEXT(notice.subject, expected);
		CHECK(notice.sequence > sequence);
		sequence = notice.sequence;
	}
	for (int i = 0; i < WRITERS; i++)
		pthread_join(writers[i], NULL);
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	tells_what_happened();
	blocked_says_the_name_and_the_rule();
	long_paths_keep_their_end();
	gap_of_a_killed_writer_is_passed_over();
	lapped_reader_skips_ahead();
	entry_that_is_being_written_stays_so();
	readers_see_whole_notices();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
