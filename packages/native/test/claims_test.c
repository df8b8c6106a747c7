/* The claims table: full, emptied, and read while it changes. */
#include <errno.h>
#include <pthread.h>

#include "check.h"
#include "core/claim.h"
#include "core/network_file.h"

static char directory[64];
static struct network network;

static struct address numbered(uint32_t number)
{
	return address_v4(172, (uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number);
}

static void fills_up_and_empties(void)
{
	uint32_t room = CLAIMS_MAX - 2;
	for (uint32_t i = 0; i < room; i++) {
		struct address address = numbered(i);
		if (claim_add(&network, &address, (uint16_t)(i % HOSTS_MAX), 0) != 0)
			CHECK_EQUAL(i, room);
	}
	struct address extra = numbered(room);
	CHECK_EQUAL(claim_add(&network, &extra, 1, 0), -ENOSPC);
	CHECK_EQUAL(claim_find(&network, &extra), -ENOENT);
	for (uint32_t i = 0; i < room; i++) {
		struct address address = numbered(i);
		if (claim_find(&network, &address) != (int)(i % HOSTS_MAX))
			CHECK_EQUAL(i, room);
	}
	for (uint32_t i = 0; i < room; i++) {
		struct address address = numbered(i);
		claim_remove(&network, &address);
		if (i % 512 == 0 && claim_find(&network, &address) != -ENOENT)
			CHECK_EQUAL(i, room);
	}
	struct address test_host = address_v4(10, 0, 0, 1);
	CHECK_EQUAL(claim_find(&network, &test_host), TEST_HOST);
}

static void start(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
}

static void end(void)
{
	network_close(&network);
	remove_directory(directory);
}

static void dynamic_claims_give_way(void)
{
	struct address address = numbered(1);
	CHECK(claim_is_free(&network, &address));
	CHECK_EQUAL(claim_add(&network, &address, 0, CLAIM_IS_DYNAMIC), 0);
	CHECK(claim_is_free(&network, &address));
	CHECK_EQUAL(claim_add(&network, &address, 7, 0), 0);
	CHECK(!claim_is_free(&network, &address));
	CHECK_EQUAL(claim_find(&network, &address), 7);
	claim_remove(&network, &address);
}

/* Each address is only ever claimed by one host, so a reader may see that host or none. */
enum { ADDRESSES = 8, ROUNDS = 20000 };
static _Atomic int is_over;

static void *read_claims(void *unused)
{
	(void)unused;
	while (!atomic_load(&is_over)) {
		for (uint32_t i = 0; i < ADDRESSES; i++) {
			struct address address = numbered(i);
			int owner = claim_find(&network, &address);
			if (owner != -ENOENT && owner != (int)i + 1)
				CHECK_EQUAL(owner, i + 1);
		}
	}
	return NULL;
}

static void readers_see_whole_claims(void)
{
	pthread_t readers[2];
	for (int i = 0; i < 2; i++)
		pthread_create(&readers[i], NULL, read_claims, NULL);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		struct address comes = numbered(round % ADDRESSES);
		struct address goes = numbered((round + 3) % ADDRESSES);
		struct network_lock lock;
		network_lock(&network, &lock);
		claim_add(&network, &comes, (uint16_t)(round % ADDRESSES + 1), 0);
		claim_remove(&network, &goes);
		network_unlock(&network, &lock);
	}
	atomic_store(&is_over, 1);
	for (int i = 0; i < 2; i++)
		pthread_join(readers[i], NULL);
}

static void *bind_everywhere(void *binds)
{
	for (uint32_t i = 0; i < 40; i++) {
		struct address address = numbered(1000 + i);
		atomic_fetch_add((_Atomic int *)binds,
		                 host_for_bind((struct context){ &network, TEST_HOST }, &address) ==
		                         TEST_HOST);
	}
	return NULL;
}

static void threads_bind_the_same_unclaimed_addresses(void)
{
	pthread_t threads[4];
	_Atomic int binds = 0;
	for (int i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, bind_everywhere, &binds);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	CHECK_EQUAL(binds, 160);
	struct host_view view;
	CHECK(host_view(&network, TEST_HOST, &view));
	CHECK_EQUAL(view.address_count, 42);
}

static void hosts_until_there_is_no_room(void)
{
	char name[16];
	int index = 0;
	for (int i = 1; i < HOSTS_MAX && index >= 0; i++) {
		snprintf(name, sizeof(name), "h%d", i);
		index = host_add(&network, name, NULL, 0, NULL);
	}
	CHECK_EQUAL(index, HOSTS_MAX - 1);
	CHECK_EQUAL(host_add(&network, "one-more", NULL, 0, NULL), -ENOSPC);
	host_remove(&network, 100);
	CHECK_EQUAL(host_add(&network, "one-more", NULL, 0, NULL), 100);
}

int main(void)
{
	start();
	fills_up_and_empties();
	end();
	start();
	dynamic_claims_give_way();
	readers_see_whole_claims();
	threads_bind_the_same_unclaimed_addresses();
	hosts_until_there_is_no_room();
	end();
	return checks_result();
}
