/* Names change all the time, and whoever changes them is killed: each answer is of one piece. */
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#include "core/dns_answer.h"
#include "core/dns_message.h"
#include "core/names.h"
#include "names_builder.h"

enum { THREADS = 64, CHANGES = 500, KILLS = 60, ASKED_WHILE_CHANGED = 100 };

static struct network network;
static const struct context here = { &network, TEST_HOST };

/* Both addresses of the name, one of each family, end with the number of the change. */
static void publish(uint16_t change)
{
	struct address v4 = address_v4(10, 0, (uint8_t)(change >> 8), (uint8_t)change);
	struct address v6 = address_of("fd00::");
	memcpy(v6.bytes + 14, v4.bytes + 14, 2);
	add_record("api.test", DNS_A, v4.bytes + 12, 4);
	add_record("api.test", DNS_AAAA, v6.bytes, 16);
	for (int i = 0; i < change % 32; i++) {
		char name[32];
		snprintf(name, sizeof(name), "n%d.test", i * change % 100);
		add_record(name, DNS_A, v4.bytes + 12, 4);
	}
	add_name("www.test", DNS_CNAME, "api.test");
	publish_built(&network);
}

/* The change that the answer is from, or -1. */
static int ask(void)
{
	struct names_addresses found;
	if (names_lookup(here, "www.test", AF_UNSPEC, &found) != NAMES_FOUND || found.count != 2 ||
	    memcmp(found.addresses[0].bytes + 14, found.addresses[1].bytes + 14, 2) != 0)
		return -1;
	return found.addresses[0].bytes[14] << 8 | found.addresses[0].bytes[15];
}

/* The name server's answer to a question for an alias has two records, or there is something wrong. */
static bool asks_server(void)
{
	static const uint8_t query[] = { 0,   1,   1,   0, 0,   1,   0,   0,   0, 0, 0, 0, 3,
		                         'w', 'w', 'w', 4, 't', 'e', 's', 't', 0, 0, 1, 0, 1 };
	uint8_t answer[DNS_UDP_SIZE];
	struct dns_reply reply =
		dns_answer(here, IPPROTO_UDP, query, sizeof(query), answer, sizeof(answer));
	return reply.size > sizeof(query) && dns_rcode_of(answer) == DNS_NO_ERROR &&
	       dns_u16(answer + 6) == 2;
}

static void change_for_ever(void)
{
	for (uint16_t change = 0;; change++)
		publish(change);
}

static void the_one_who_changes_them_is_killed(void)
{
	for (int i = 0; i < KILLS; i++) {
		pid_t child = fork();
		if (child == 0)
			change_for_ever();
		for (int asked = 0; asked < ASKED_WHILE_CHANGED + i; asked++)
			CHECK(ask() >= 0 && asks_server());
		CHECK_EQUAL(kill(child, SIGKILL), 0);
		CHECK(ask() >= 0 && asks_server());
		CHECK_EQUAL(waitpid(child, NULL, 0), child);
		publish((uint16_t)(1000 + i));
		CHECK_EQUAL(ask(), 1000 + i);
	}
}

/* A reader that meets a writer is what is tested here, and what TSan would tell. */
#ifndef __SANITIZE_THREAD__
static atomic_bool is_over;

static void *ask_again_and_again(void *unused)
{
	while (!atomic_load(&is_over))
		CHECK(ask() >= 0 && asks_server());
	return unused;
}

static void many_threads_ask(void)
{
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		CHECK_EQUAL(pthread_create(&threads[i], NULL, ask_again_and_again, NULL), 0);
	for (int i = 0; i < CHANGES; i++) {
		publish((uint16_t)i);
		CHECK_EQUAL(ask(), i);
	}
	atomic_store(&is_over, true);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}
#endif

int main(void)
{
	char directory[64];
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	publish(0);
	the_one_who_changes_them_is_killed();
#ifndef __SANITIZE_THREAD__
	many_threads_ask();
#endif
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
