#include "mapped_network.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "core/injection.h"
#include "core/network.h"
#include "core/socket.h"
#include "enter.h"

struct mapped_network {
	struct network network; /* first, so that one pointer is both */
	struct mapped_network *next; /* among the closed ones */
	time_t closed_at; /* CLOCK_MONOTONIC, seconds */
};

/* Threads that follow one which left may be in the middle of a call. */
enum { GRACE_SECONDS = 5 };

/* Guards the list of networks that are closed and still have sockets. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct mapped_network *closed;

static bool has_sockets(const struct mapped_network *mapped)
{
	int highest = table_highest();
	for (int fd = 0; fd <= highest; fd++) {
		const struct socket *socket = table_find(fd);
		if (socket != NULL && socket->context.network == &mapped->network)
			return true;
	}
	return false;
}

static time_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec;
}

static void unmap_unused(void)
{
	for (struct mapped_network **link = &closed; *link != NULL;) {
		struct mapped_network *mapped = *link;
		if (now() - mapped->closed_at < GRACE_SECONDS || has_sockets(mapped)) {
			link = &mapped->next;
			continue;
		}
		*link = mapped->next;
		network_close(&mapped->network);
		free(mapped);
	}
}

static int start(struct network **network, const char *directory,
                 int (*make)(struct network *, const char *))
{
	struct mapped_network *mapped = calloc(1, sizeof(*mapped));
	if (mapped == NULL)
		return -ENOMEM;
	int result = make(&mapped->network, directory);
	if (result != 0) {
		free(mapped);
		return result;
	}
	*network = &mapped->network;
	return 0;
}

int mapped_network_create(struct network **network, const char *directory)
{
	int result = start(network, directory, network_create);
	if (result != 0)
		return result;
	/* LD_PRELOAD cannot name every path. Should the copy fail, then starting a program tells. */
	char storage[PATH_MAX];
	struct context context = { .network = *network };
	if (injection_library_for(context, storage, sizeof(storage)) == NULL)
		(void)injection_publish_library(*network);
	return 0;
}

int mapped_network_open(struct network **network, const char *directory)
{
	return start(network, directory, network_open);
}

void mapped_network_close(struct network *network)
{
	struct mapped_network *mapped = (struct mapped_network *)network;
	pthread_mutex_lock(&mutex);
	mapped->closed_at = now();
	mapped->next = closed;
	closed = mapped;
	unmap_unused();
	pthread_mutex_unlock(&mutex);
	enter_settle();
}
