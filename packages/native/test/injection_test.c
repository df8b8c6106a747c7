/* The environment that a child gets. */
#include "check.h"

#include "core/injection.h"

static char storage[1 << 16];

static char **build(struct context context, char *const environment[], bool links_asan)
{
	size_t size = injection_size(environment);
	CHECK(size <= sizeof(storage));
	/* Beyond the promised size nothing is written. */
	memset(storage, 0x5a, sizeof(storage));
	char **built =
		injection_build(context, environment, "/x/libsocketwrap.so", links_asan, storage);
	CHECK_EQUAL(storage[size], 0x5a);
	return built;
}

static int count(char **environment)
{
	int entries = 0;
	while (environment[entries] != NULL)
		entries++;
	return entries;
}

#define CHECK_VARIABLE(environment, name, value) \
	CHECK_TEXT(injection_find((environment), (name)), (value))

static void an_empty_environment_gets_all(struct context context)
{
	char *empty[] = { NULL };
	char **built = build(context, empty, false);
	CHECK_EQUAL(count(built), 3);
	CHECK_VARIABLE(built, "LD_PRELOAD", "/x/libsocketwrap.so");
	CHECK_VARIABLE(built, "SOCKET_WRAPPER_DIR", context.network->directory);
	CHECK_VARIABLE(built, "SOCKET_WRAPPER_HOST", "test");
	CHECK_EQUAL(count(build(context, NULL, false)), 3);
}

static void other_entries_stay(struct context context)
{
	char *environment[] = { "A=1",  "LD_PRELOAD=one.so:/old/libsocketwrap.so two.so",
		                "A=2",  "LD_PRELOADED=x",
		                "PATH", "ASAN_OPTIONS=x=1",
		                NULL };
	char **built = build(context, environment, false);
	CHECK_EQUAL(count(built), 8);
	CHECK_VARIABLE(built, "LD_PRELOAD", "/x/libsocketwrap.so:one.so:two.so");
	CHECK_VARIABLE(built, "A", "1");
	CHECK_VARIABLE(built, "ASAN_OPTIONS", "x=1");
}

static void asan_is_told_about_the_order(struct context context)
{
	char *empty[] = { NULL };
	CHECK_VARIABLE(build(context, empty, true), "ASAN_OPTIONS", "verify_asan_link_order=0");
	char *environment[] = { "ASAN_OPTIONS=x=1", "LD_PRELOAD=/usr/lib/libasan.so.8", NULL };
	char **built = build(context, environment, false);
	CHECK_VARIABLE(built, "ASAN_OPTIONS", "x=1:verify_asan_link_order=0");
	CHECK_EQUAL(count(built), 4);
}

static void a_chosen_place_stays(struct context context)
{
	char *environment[] = { "SOCKET_WRAPPER_DIR=/other", "SOCKET_WRAPPER_HOST=db", NULL };
	char **built = build(context, environment, false);
	CHECK_EQUAL(count(built), 3);
	CHECK_VARIABLE(built, "SOCKET_WRAPPER_DIR", "/other");
	CHECK_VARIABLE(built, "SOCKET_WRAPPER_HOST", "db");
	char *host_only[] = { "SOCKET_WRAPPER_HOST=db", "SOCKET_WRAPPER_DIR=", NULL };
	built = build(context, host_only, false);
	CHECK_EQUAL(count(built), 3);
	CHECK_VARIABLE(built, "SOCKET_WRAPPER_DIR", context.network->directory);
	CHECK_VARIABLE(built, "SOCKET_WRAPPER_HOST", "db");
}

static void an_inherited_place_does_not_bind_a_thread_that_left_it(struct context context)
{
	setenv("SOCKET_WRAPPER_DIR", "/inherited", 1);
	injection_remember_start();
	char *environment[] = { "SOCKET_WRAPPER_DIR=/inherited", "SOCKET_WRAPPER_HOST=db", NULL };
	char **built = build(context, environment, false);
	CHECK_VARIABLE(built, "SOCKET_WRAPPER_DIR", context.network->directory);
	CHECK_VARIABLE(built, "SOCKET_WRAPPER_HOST", "test");
	unsetenv("SOCKET_WRAPPER_DIR");
	injection_remember_start();
}

static void an_interface_is_a_number(struct network *network)
{
	char *empty[] = { NULL };
	struct context context = { network, 7 };
	char **built = build(context, empty, false);
	CHECK_VARIABLE(built, "SOCKET_WRAPPER_DEFAULT_IFACE", "7");
	CHECK(injection_find(built, "SOCKET_WRAPPER_HOST") == NULL);
}

int main(void)
{
	char directory[64];
	struct network network;
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	struct context context = { &network, TEST_HOST };
	an_empty_environment_gets_all(context);
	other_entries_stay(context);
	asan_is_told_about_the_order(context);
	a_chosen_place_stays(context);
	an_inherited_place_does_not_bind_a_thread_that_left_it(context);
	network.is_compat = true;
	an_interface_is_a_number(&network);
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
