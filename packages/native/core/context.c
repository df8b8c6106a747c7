#include "context.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "compat.h"
#include "context_start.h"
#include "journal_file.h"
#include "network.h"
#include "settings.h"

/* A pointer into the library's own block of thread storage: no call, no allocation. */
static __thread __attribute__((tls_model("initial-exec"))) struct context thread_context;

static __thread __attribute__((tls_model("initial-exec"))) int suspended;

/* Where the thread stands, for those that it starts; and where the thread stands that started it. */
static __thread __attribute__((tls_model("initial-exec"))) struct context_source *own_source;
static __thread __attribute__((tls_model("initial-exec"))) struct context_source *followed;

/* A context in one word: pointers take 48 bits. One for each thread that ever entered; those that
 * follow it may outlive it, so none is freed. */
struct context_source {
	_Atomic uint64_t network_and_host;
	struct context_source *next;
};
static struct context_source *_Atomic all_sources;

static struct network process_network;
static uint16_t process_host; /* written before process_has_network */
static _Atomic bool process_has_network;
static _Atomic int start_turn; /* how often context_start was called */
static pthread_once_t fork_handler_once = PTHREAD_ONCE_INIT;

static void register_forked_child(void)
{
	struct context context = context_current();
	if (context.network != NULL)
		journal_forked(context.network);
	process_register(context);
}

static void install_fork_handler(void)
{
	pthread_atfork(NULL, NULL, register_forked_child);
}

/* As in socket_wrapper a process may change its interface at any time. One that cleared its whole
 * environment did not mean to. */
static uint16_t interface_now(void)
{
	if (getenv("SOCKET_WRAPPER_DIR") == NULL)
		return process_host;
	return (uint16_t)settings_number("SOCKET_WRAPPER_DEFAULT_IFACE", 1, COMPAT_INTERFACES, 1);
}

static struct context_source *make_source(void)
{
	struct context_source *source = calloc(1, sizeof(*source));
	if (source == NULL)
		return NULL;
	source->next = atomic_load(&all_sources);
	while (!atomic_compare_exchange_weak(&all_sources, &source->next, source))
		continue;
	return source;
}

static void publish(struct context context)
{
	if (own_source == NULL)
		own_source = make_source();
	if (own_source == NULL)
		return;
	uint64_t word = (uint64_t)(uintptr_t)context.network | (uint64_t)context.host << 48;
	atomic_store_explicit(&own_source->network_and_host, word, memory_order_release);
}

static struct context read_source(struct context_source *source)
{
	uint64_t word = atomic_load_explicit(&source->network_and_host, memory_order_acquire);
	return (struct context){ (struct network *)(uintptr_t)(word & (((uint64_t)1 << 48) - 1)),
		                 (uint16_t)(word >> 48) };
}

struct context_source *context_share(void)
{
	return thread_context.network != NULL ? own_source : followed;
}

void context_follow(struct context_source *source)
{
	followed = source;
}

void context_suspend(void)
{
	suspended++;
}

void context_resume(void)
{
	suspended--;
}

struct context context_current(void)
{
	if (suspended > 0)
		return (struct context){ 0 };
	if (thread_context.network != NULL)
		return thread_context;
	if (followed != NULL) {
		struct context context = read_source(followed);
		if (context.network != NULL)
			return context;
	}
	if (!atomic_load_explicit(&process_has_network, memory_order_acquire))
		return (struct context){ 0 };
	uint16_t host = process_network.is_compat ? interface_now() : process_host;
	return (struct context){ &process_network, host };
}

bool context_for_pool(struct context *context)
{
	*context = thread_context;
	if (thread_context.network != NULL)
		return true;
	struct context_source *source = atomic_load(&all_sources);
	for (; source != NULL; source = source->next) {
		struct context entered = read_source(source);
		if (entered.network == NULL)
			continue;
		bool is_same = context->network == entered.network && context->host == entered.host;
		if (context->network != NULL && !is_same)
			return false;
		*context = entered;
	}
	if (context->network == NULL)
		*context = context_current();
	return true;
}

struct context context_for_new_socket(void)
{
	struct context context = context_current();
	bool was_started = atomic_load_explicit(&start_turn, memory_order_relaxed) != 0;
	if (context.network != NULL || suspended > 0 || !was_started ||
	    getenv("SOCKET_WRAPPER_DIR") == NULL)
		return context;
	context_start();
	return context_current();
}

bool context_is_compat(struct context context)
{
	return context.network != NULL && context.network->is_compat;
}

const char *context_directory(struct context context)
{
	return context.network == NULL ? NULL : context.network->directory;
}

int context_enter(struct network *network, uint16_t host)
{
	if (thread_context.network != NULL)
		return -EEXIST;
	pthread_once(&fork_handler_once, install_fork_handler);
	thread_context = (struct context){ network, host };
	publish(thread_context);
	process_register(thread_context);
	return 0;
}

void context_leave(void)
{
	thread_context = (struct context){ 0 };
	publish(thread_context);
}

static void start_in(const char *directory)
{
	settings_start();
	context_open_network(&process_network, directory);
	process_host =
		process_network.is_compat ? interface_now() : context_find_host(&process_network);
	pthread_once(&fork_handler_once, install_fork_handler);
	process_register((struct context){ &process_network, process_host });
	atomic_store_explicit(&process_has_network, true, memory_order_release);
}

/* Threads that make their first socket at the same time wait for the one that opens the network. */
void context_start(void)
{
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	int saved_errno = errno;
	pthread_mutex_lock(&mutex);
	atomic_fetch_add(&start_turn, 1);
	const char *directory = getenv("SOCKET_WRAPPER_DIR");
	if (directory != NULL && *directory != '\0' && !atomic_load(&process_has_network))
		start_in(directory);
	pthread_mutex_unlock(&mutex);
	errno = saved_errno;
}

bool context_allows_unsupported(void)
{
	if (atomic_load(&process_has_network))
		return settings_current()->allows_unsupported;
	const char *unsupported = getenv("SOCKET_WRAPPER_UNSUPPORTED");
	return unsupported != NULL && strcmp(unsupported, "allow") == 0;
}
