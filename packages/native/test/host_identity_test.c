/* The names that root gives to hosts, while others read them. */
#include "core/host_identity.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "core/network_file.h"

static struct network network;
static atomic_bool is_done;

static int give(uint16_t host, enum identity which, const char *text)
{
	struct context context = { &network, host };
	return host_identity_set(context, which, text, (int)strlen(text));
}

static bool is_called(uint16_t host, enum identity which, const char *text)
{
	struct context context = { &network, host };
	char found[IDENTITY_SIZE] = "?";
	return host_identity(context, which, found) && strcmp(found, text) == 0;
}

static void each_host_has_its_own(void)
{
	char found[IDENTITY_SIZE];
	struct context db = { &network, 1 };
	CHECK_EQUAL(host_add(&network, "db", NULL, 0, NULL), 1);
	CHECK_EQUAL(give(0, IDENTITY_NAME, "test name"), 0);
	CHECK_EQUAL(give(0, IDENTITY_NIS_DOMAIN, "test domain"), 0);
	CHECK(!host_identity(db, IDENTITY_NAME, found));
	CHECK_EQUAL(give(1, IDENTITY_NAME, "db name"), 0);
	CHECK(is_called(0, IDENTITY_NAME, "test name"));
	CHECK(is_called(0, IDENTITY_NIS_DOMAIN, "test domain"));
	CHECK(is_called(1, IDENTITY_NAME, "db name"));
	CHECK_EQUAL(give(1, IDENTITY_NAME, ""), 0);
	CHECK(is_called(1, IDENTITY_NAME, ""));
}

static void a_host_that_is_gone_has_none(void)
{
	host_remove(&network, 1);
	CHECK(!is_called(1, IDENTITY_NAME, ""));
	CHECK_EQUAL(give(1, IDENTITY_NAME, "late"), -EPERM);
}

static void a_length_that_cannot_be_is_refused(void)
{
	struct context context = { &network, 0 };
	char text[IDENTITY_SIZE];
	memset(text, 'l', sizeof(text));
	CHECK_EQUAL(host_identity_set(context, IDENTITY_NAME, text, IDENTITY_SIZE), -EINVAL);
	CHECK_EQUAL(host_identity_set(context, IDENTITY_NAME, text, -1), -EINVAL);
	CHECK_EQUAL(host_identity_set(context, IDENTITY_NAME, NULL, 1), -EFAULT);
	CHECK(is_called(0, IDENTITY_NAME, "test name"));
	CHECK_EQUAL(host_identity_set(context, IDENTITY_NAME, text, IDENTITY_SIZE - 1), 0);
	text[IDENTITY_SIZE - 1] = '\0';
	CHECK(is_called(0, IDENTITY_NAME, text));
}

/* Names of one letter 64 times. */
static void *read_again_and_again(void *unused)
{
	struct context context = { &network, 0 };
	while (!atomic_load(&is_done)) {
		char found[IDENTITY_SIZE], whole[IDENTITY_SIZE] = "";
		CHECK(host_identity(context, IDENTITY_NAME, found));
		memset(whole, found[0], IDENTITY_SIZE - 1);
		CHECK(strcmp(found, whole) == 0);
	}
	return unused;
}

static void is_read_whole_while_it_changes(void)
{
	pthread_t reader;
	CHECK_EQUAL(pthread_create(&reader, NULL, read_again_and_again, NULL), 0);
	for (int i = 0; i < 20000; i++) {
		char text[IDENTITY_SIZE] = "";
		memset(text, 'a' + i % 26, IDENTITY_SIZE - 1);
		CHECK_EQUAL(give(0, IDENTITY_NAME, text), 0);
	}
	atomic_store(&is_done, true);
	pthread_join(reader, NULL);
}

int main(void)
{
	char directory[] = "/tmp/swidentityXXXXXX", path[64];
	CHECK(mkdtemp(directory) != NULL);
	CHECK_EQUAL(network_create(&network, directory), 0);
	each_host_has_its_own();
	a_host_that_is_gone_has_none();
	a_length_that_cannot_be_is_refused();
	is_read_whole_while_it_changes();
	network_close(&network);
	snprintf(path, sizeof(path), "%s/network", directory);
	unlink(path);
	rmdir(directory);
	return checks_result();
}
