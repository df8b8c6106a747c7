/* The environment that a child gets. */
#include "check.h"

#include "core/injection.h"
#include "core/tls_keys.h"

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

static void without_a_recording_there_is_no_key_file(struct context context)
{
	char *empty[] = { NULL };
	CHECK(injection_find(build(context, empty, false), "SSLKEYLOGFILE") == NULL);
	CHECK_EQUAL(network_record(context.network, 1 << 20), 0);
	CHECK(injection_find(build(context, empty, false), "SSLKEYLOGFILE") == NULL);
}

static void a_child_is_told_where_its_tls_keys_go(struct context context)
{
	char path[TLS_KEYS_PATH_SIZE];
	char *environment[] = { "A=1", NULL };
	CHECK_EQUAL(tls_keys_start(context.network), 0);
	CHECK(tls_keys_path(context.network, path));
	char **built = build(context, environment, false);
	CHECK_EQUAL(count(built), 5);
	CHECK_VARIABLE(built, "SSLKEYLOGFILE", path);
}

static void the_callers_key_file_stays(struct context context)
{
	char *environment[] = { "SSLKEYLOGFILE=/home/me/keys", NULL };
	char **built = build(context, environment, false);
	CHECK_EQUAL(count(built), 4);
	CHECK_VARIABLE(built, "SSLKEYLOGFILE", "/home/me/keys");
	char *none[] = { "SSLKEYLOGFILE=", NULL };
	CHECK_VARIABLE(build(context, none, false), "SSLKEYLOGFILE", "");
}

static void the_key_file_of_an_outer_network_does_not_stay(struct context context)
{
	char path[TLS_KEYS_PATH_SIZE];
	char *environment[] = { "SSLKEYLOGFILE=/outer/journal/tls-keys", NULL };
	CHECK(tls_keys_path(context.network, path));
	char **built = build(context, environment, false);
	CHECK_EQUAL(count(built), 4);
	CHECK_VARIABLE(built, "SSLKEYLOGFILE", path);
}

static void a_child_of_another_network_writes_no_keys_here(struct context context)
{
	char *environment[] = { "SOCKET_WRAPPER_DIR=/other",
		                "SSLKEYLOGFILE=/other/journal/tls-keys", NULL };
	CHECK_VARIABLE(build(context, environment, false), "SSLKEYLOGFILE",
	               "/other/journal/tls-keys");
	char *without[] = { "SOCKET_WRAPPER_DIR=/other", NULL };
	CHECK(injection_find(build(context, without, false), "SSLKEYLOGFILE") == NULL);
}

static void a_key_file_that_cannot_be_written_is_no_childs_error(struct context context)
{
	char path[TLS_KEYS_PATH_SIZE];
	char *empty[] = { NULL };
	CHECK(tls_keys_path(context.network, path));
	CHECK_EQUAL(unlink(path), 0);
	CHECK(injection_find(build(context, empty, false), "SSLKEYLOGFILE") == NULL);
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
	without_a_recording_there_is_no_key_file(context);
	a_child_is_told_where_its_tls_keys_go(context);
	the_callers_key_file_stays(context);
	the_key_file_of_an_outer_network_does_not_stay(context);
	a_child_of_another_network_writes_no_keys_here(context);
	a_key_file_that_cannot_be_written_is_no_childs_error(context);
	network.is_compat = true;
	an_interface_is_a_number(&network);
	char journal[sizeof(directory) + sizeof("/journal")];
	snprintf(journal, sizeof(journal), "%s/journal", directory);
	CHECK_EQUAL(rmdir(journal), 0);
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
