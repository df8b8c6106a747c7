/* socket_wrapper's interfaces, and the environment that puts a process on a network. */
#include <errno.h>
#include <sys/wait.h>

#include "check.h"
#include "core/settings.h"

static char directory[64];
static struct network network;

static int host_of(uint16_t interface, const char *text)
{
	struct address address = address_of(text);
	return host_of_address((struct context){ &network, interface }, &address);
}

static int bind_host(uint16_t interface, const char *text)
{
	struct address address = address_of(text);
	return host_for_bind((struct context){ &network, interface }, &address);
}

static const char *source_text(uint16_t interface, const char *destination)
{
	static char text[ADDRESS_TEXT_SIZE];
	struct address to = address_of(destination), from;
	CHECK_EQUAL(host_source_for((struct context){ &network, interface }, &to, &from), 0);
	address_format(&from, text);
	return text;
}

static void interfaces(void)
{
	CHECK_EQUAL(network_create_compat(&network, directory), 0);
	CHECK(network.is_compat);
	struct host_view view;
	CHECK(!host_view(&network, 0, &view) && !host_view(&network, 65, &view));
	CHECK(host_view(&network, 64, &view));
	CHECK_TEXT(view.name, "iface64");
	CHECK_EQUAL(view.address_count, 3);
	CHECK_EQUAL(host_of(3, "127.0.0.10"), 10);
	CHECK_EQUAL(host_of(3, "10.53.57.64"), 64);
	CHECK_EQUAL(host_of(3, "fd00::5357:5f0a"), 10);
	CHECK_EQUAL(host_of(3, "fd00::5357:5f40"), 64);
	CHECK_EQUAL(host_of(3, "127.0.0.1"), 3);
	CHECK_EQUAL(host_of(3, "::1"), 3);
	CHECK_EQUAL(host_of(3, "0.0.0.0"), 3);
	static const char *const nobody[] = { "127.0.0.65", "127.0.1.1",       "10.53.57.0",
		                              "10.0.0.1",   "fd00::5357:5f41", "fd00::1" };
	for (size_t i = 0; i < sizeof(nobody) / sizeof(*nobody); i++) {
		CHECK_EQUAL(host_of(3, nobody[i]), -ENETUNREACH);
		CHECK_EQUAL(bind_host(3, nobody[i]), -EADDRNOTAVAIL);
	}
	CHECK_EQUAL(host_of_loopback_fallback((struct context){ &network, 3 }), 1);
	CHECK_EQUAL(bind_host(3, "127.0.0.9"), 9);
	CHECK_EQUAL(bind_host(3, "::"), 3);
}

static void sources(void)
{
	CHECK_TEXT(source_text(3, "127.0.0.10"), "127.0.0.3");
	CHECK_TEXT(source_text(3, "127.0.0.3"), "127.0.0.3");
	CHECK_TEXT(source_text(3, "127.0.0.1"), "127.0.0.1");
	CHECK_TEXT(source_text(3, "fd00::5357:5f01"), "fd00::5357:5f03");
}

/* The exit status of a process that starts with these settings ("NAME=value"). */
static int start_with(const char *const *settings, int (*then)(void))
{
	pid_t child = fork();
	if (child == 0) {
		clearenv();
		for (; *settings != NULL; settings++)
			putenv((char *)(uintptr_t)*settings);
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(99);
		context_start();
		_exit(then == NULL ? 0 : then());
	}
	int status;
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define START(then, ...) start_with((const char *const[]){ __VA_ARGS__, NULL }, then)

static int current_host(void)
{
	struct context context = context_current();
	return context.network == NULL ? 88 : context.host;
}

static int host_after_change(void)
{
	setenv("SOCKET_WRAPPER_DEFAULT_IFACE", "12", 1);
	return current_host();
}

static int host_after_clearenv(void)
{
	clearenv();
	return current_host();
}

static int host_in_forked_child(void)
{
	pid_t child = fork();
	if (child == 0)
		_exit(current_host());
	int status;
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static int last_byte_of_source(void)
{
	struct address to = address_of("10.53.57.9"), from;
	host_source_for(context_current(), &to, &from);
	return from.bytes[12] + from.bytes[15];
}

static int settings_are_read(void)
{
	const struct settings *settings = settings_current();
	return settings->debug_level == 2 && settings->sockets_max == 100 &&
	       settings->mtu == 1500 && context_allows_unsupported();
}

static int host_of_late_setenv(void)
{
	if (context_for_new_socket().network != NULL)
		return 77;
	char variable[80];
	snprintf(variable, sizeof(variable), "%s", directory);
	setenv("SOCKET_WRAPPER_DIR", variable, 1);
	setenv("SOCKET_WRAPPER_DEFAULT_IFACE", "9", 1);
	return context_for_new_socket().host;
}

static void environment(void)
{
	char dir[96];
	snprintf(dir, sizeof(dir), "SOCKET_WRAPPER_DIR=%s", directory);
	CHECK_EQUAL(START(current_host, "A=b"), 88);
	CHECK_EQUAL(START(current_host, "SOCKET_WRAPPER_DIR="), 88);
	CHECK_EQUAL(START(current_host, dir), 1);
	CHECK_EQUAL(START(current_host, dir, "SOCKET_WRAPPER_DEFAULT_IFACE=7"), 7);
	CHECK_EQUAL(START(current_host, dir, "SOCKET_WRAPPER_DEFAULT_IFACE=170"), 1);
	CHECK_EQUAL(START(current_host, dir, "SOCKET_WRAPPER_DEFAULT_IFACE=x"), 1);
	CHECK_EQUAL(START(host_after_change, dir, "SOCKET_WRAPPER_DEFAULT_IFACE=7"), 12);
	CHECK_EQUAL(START(host_after_clearenv, dir, "SOCKET_WRAPPER_DEFAULT_IFACE=7"), 7);
	CHECK_EQUAL(START(host_in_forked_child, dir, "SOCKET_WRAPPER_DEFAULT_IFACE=7"), 7);
	CHECK_EQUAL(START(host_of_late_setenv, "A=b"), 9);
	CHECK_EQUAL(START(last_byte_of_source, dir, "SOCKET_WRAPPER_DEFAULT_IFACE=7"), 127 + 7);
	CHECK_EQUAL(START(last_byte_of_source, dir, "SOCKET_WRAPPER_DEFAULT_IFACE=7",
	                  "SOCKET_WRAPPER_IPV4_NETWORK=10.53.57.0"),
	            10 + 7);
	CHECK_EQUAL(START(settings_are_read, dir, "SOCKET_WRAPPER_DEBUGLEVEL=2",
	                  "SOCKET_WRAPPER_MTU=100", "SOCKET_WRAPPER_MAX_SOCKETS=100",
	                  "SOCKET_WRAPPER_UNSUPPORTED=allow"),
	            1);
}

static void values_that_stop_the_process(void)
{
	char dir[96], long_dir[160] = "SOCKET_WRAPPER_DIR=/";
	snprintf(dir, sizeof(dir), "SOCKET_WRAPPER_DIR=%s", directory);
	memset(long_dir + strlen(long_dir), 'x', 110);
	CHECK_EQUAL(START(NULL, "SOCKET_WRAPPER_DIR=/nonexistent/directory"), 126);
	CHECK_EQUAL(START(NULL, "SOCKET_WRAPPER_DIR=/dev/null"), 126);
	CHECK_EQUAL(START(NULL, long_dir), 126);
	CHECK_EQUAL(START(NULL, dir, "SOCKET_WRAPPER_IPV4_NETWORK=10.0.0.0"), 126);
}

static void hosts_by_name(void)
{
	char place[64], dir[96];
	make_directory(place);
	snprintf(dir, sizeof(dir), "SOCKET_WRAPPER_DIR=%s", place);
	CHECK_EQUAL(START(NULL, dir, "SOCKET_WRAPPER_HOST=db"), 126);
	struct network other;
	CHECK_EQUAL(network_create(&other, place), 0);
	CHECK_EQUAL(host_add(&other, "db", NULL, 0, NULL), 1);
	CHECK_EQUAL(START(current_host, dir), TEST_HOST);
	CHECK_EQUAL(START(current_host, dir, "SOCKET_WRAPPER_HOST=db"), 1);
	CHECK_EQUAL(START(host_after_clearenv, dir, "SOCKET_WRAPPER_HOST=db"), 1);
	CHECK_EQUAL(START(NULL, dir, "SOCKET_WRAPPER_HOST=nobody"), 126);
	network_close(&other);
	remove_directory(place);
}

int main(void)
{
	make_directory(directory);
	interfaces();
	sources();
	environment();
	values_that_stop_the_process();
	hosts_by_name();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
