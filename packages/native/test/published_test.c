/* Tables that are replaced while they are read. */
#include "core/published.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "core/network_file.h"

static struct network network;
#ifndef __SANITIZE_THREAD__
static atomic_bool is_done;
#endif

static void publish(uint8_t fill, size_t size)
{
	static uint8_t bytes[8192];
	memset(bytes, fill, size);
	CHECK_EQUAL(published_replace(&network, published_names(&network), bytes, size), 0);
}

#ifndef __SANITIZE_THREAD__ /* a reader that meets a writer is what is tested here */
/* Whether the table is of one piece. */
static bool is_even(const struct published_view *view)
{
	for (size_t i = 1; i < view->size; i++)
		if (view->bytes[i] != view->bytes[0])
			return false;
	return true;
}

static void *read_again_and_again(void *unused)
{
	while (!atomic_load(&is_done)) {
		struct published_view view = published_look(published_names(&network));
		uint8_t copy[8192];
		memcpy(copy, view.bytes, view.size < sizeof(copy) ? view.size : sizeof(copy));
		struct published_view kept = view;
		kept.bytes = copy;
		bool was_even = is_even(&kept);
		CHECK(was_even || !published_is_whole(&view));
	}
	return unused;
}

static void replace_while_read(void)
{
	pthread_t reader;
	CHECK_EQUAL(pthread_create(&reader, NULL, read_again_and_again, NULL), 0);
	for (int i = 0; i < 2000; i++)
		publish((uint8_t)i, 4096);
	atomic_store(&is_done, true);
	pthread_join(reader, NULL);
}
#endif

int main(void)
{
	char directory[] = "/tmp/swpubXXXXXX";
	CHECK(mkdtemp(directory) != NULL);
	CHECK_EQUAL(network_create(&network, directory), 0);
	struct published_view view = published_look(published_names(&network));
	CHECK_EQUAL(view.size, 0);
	publish('a', 100);
	view = published_look(published_names(&network));
	CHECK(view.size == 100 && view.bytes[99] == 'a' && published_is_whole(&view));
	publish('b', 50);
	CHECK(!published_is_whole(&view));
	view = published_look(published_names(&network));
	CHECK(view.size == 50 && view.bytes[0] == 'b');
	CHECK_EQUAL(published_replace(&network, published_policy(&network), "", POLICY_ROOM + 1),
	            -EFBIG);
#ifndef __SANITIZE_THREAD__
	replace_while_read();
#endif
	network_close(&network);
	char path[64];
	snprintf(path, sizeof(path), "%s/network", directory);
	unlink(path);
	rmdir(directory);
	return checks_result();
}
