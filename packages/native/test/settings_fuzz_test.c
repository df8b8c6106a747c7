/* Variables with any text in them: a setting within its bounds, or one line and the status that says so. */
#include <fcntl.h>
#include <sys/wait.h>

#include "check.h"

#include "core/context.h"
#include "core/injection.h"
#include "core/settings.h"
#include "core/stop.h"
#include "fuzz.h"

enum { ROUNDS = 5000, STARTS = 120, ENTRIES = 12, LONGEST = 300 };

static char directory[64];
static struct network network;

static void fill_text(char *text, size_t size)
{
	static const char letters[] = "0123456789+-xX. :/=,#";
	size_t length = next_random(8) == 0 ? next_random((uint32_t)size)
	                                    : next_random(size < 16 ? (uint32_t)size : 16);
	for (size_t i = 0; i < length; i++)
		text[i] = next_random(4) == 0 ? (char)(1 + next_random(255))
		                              : letters[next_random(sizeof(letters) - 1)];
	text[length] = '\0';
}

/* Numbers at the edges, numbers with something behind them, and anything. */
static const char *any_value(void)
{
	static const char *const known[] = { "",
		                             "0",
		                             "1",
		                             "-1",
		                             "64",
		                             "65",
		                             "512",
		                             "32768",
		                             "32769",
		                             "262140",
		                             "2147483648",
		                             "4294967297",
		                             "99999999999999999999999",
		                             " 7",
		                             "7 ",
		                             "0x10",
		                             "allow",
		                             "127.0.0.0",
		                             "10.53.57.0",
		                             "test",
		                             "TEST." };
	static char text[LONGEST];
	if (next_random(2) == 0)
		return known[next_random(sizeof(known) / sizeof(*known))];
	fill_text(text, sizeof(text));
	return text;
}

static bool is_between(int value, int lowest, int highest)
{
	return value >= lowest && value <= highest;
}

static void settings_keep_their_bounds(void)
{
	setenv("SOCKET_WRAPPER_DEBUGLEVEL", any_value(), 1);
	setenv("SOCKET_WRAPPER_MAX_SOCKETS", any_value(), 1);
	setenv("SOCKET_WRAPPER_MTU", any_value(), 1);
	setenv("SOCKET_WRAPPER_UNSUPPORTED", any_value(), 1);
	settings_start();
	const struct settings *settings = settings_current();
	CHECK(is_between(settings->debug_level, 0, 3));
	CHECK(is_between(settings->sockets_max, 1, 262140));
	CHECK(is_between(settings->mtu, 512, 32768));
}

/* A text that cannot lead out of the directory. */
static void set_place(void)
{
	char path[sizeof(directory) + LONGEST + 1];
	const char *below = any_value();
	bool leads_out = strchr(below, '/') != NULL || strcmp(below, "..") == 0;
	snprintf(path, sizeof(path), "%s%s%s", directory, leads_out ? "" : "/",
	         leads_out || next_random(3) != 0 ? "" : below);
	setenv("SOCKET_WRAPPER_DIR", path, 1);
	setenv("SOCKET_WRAPPER_HOST", any_value(), 1);
	setenv("SOCKET_WRAPPER_DEFAULT_IFACE", any_value(), 1);
	setenv("SOCKET_WRAPPER_IPV4_NETWORK", any_value(), 1);
}

static void process_starts_or_says_why(void)
{
	int status = 0;
	set_place();
	pid_t pid = fork();
	if (pid == 0) {
		int nothing = open("/dev/null", O_WRONLY);
		dup2(nothing, STDERR_FILENO);
		context_start();
		struct context context = context_current();
		_exit(context.network != NULL && context.host < HOSTS_MAX ? 0 : 1);
	}
	CHECK_EQUAL(waitpid(pid, &status, 0), pid);
	CHECK(WIFEXITED(status));
	CHECK(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == STOP_STATUS);
}

static char *any_entry(void)
{
	static const char *const names[] = { "LD_PRELOAD",         "ASAN_OPTIONS",
		                             "SOCKET_WRAPPER_DIR", "SOCKET_WRAPPER_HOST",
		                             "SSLKEYLOGFILE",      "SOCKET_WRAPPER_UNSUPPORTED",
		                             "LD_PRELOAD_",        "" };
	char value[LONGEST], entry[LONGEST + 40];
	fill_text(value, sizeof(value));
	snprintf(entry, sizeof(entry), "%s%s%s%s",
	         names[next_random(sizeof(names) / sizeof(*names))], next_random(8) == 0 ? "" : "=",
	         value, next_random(4) == 0 ? ":/x/libsocketwrap.so:" : "");
	return strdup(entry);
}

/* In storage of exactly the size that was asked for. */
static void children_get_the_library_first(void)
{
	char *environment[ENTRIES + 1] = { NULL };
	for (uint32_t i = next_random(ENTRIES + 1); i-- > 0;)
		environment[i] = any_entry();
	void *storage = malloc(injection_size(environment));
	char **built = injection_build((struct context){ &network, TEST_HOST }, environment,
	                               "/x/libsocketwrap.so", next_random(2) == 0, storage);
	const char *preload = injection_find(built, "LD_PRELOAD");
	CHECK(preload != NULL && strncmp(preload, "/x/libsocketwrap.so", 19) == 0);
	CHECK(injection_find(built, "SOCKET_WRAPPER_DIR") != NULL);
	for (char **entry = built; *entry != NULL; entry++)
		CHECK(strlen(*entry) < 4 * LONGEST);
	free(storage);
	for (int i = 0; environment[i] != NULL; i++)
		free(environment[i]);
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	for (int round = 0; round < ROUNDS && atomic_load(&checks_failed) < 20; round++) {
		settings_keep_their_bounds();
		children_get_the_library_first();
	}
	for (int round = 0; round < STARTS && atomic_load(&checks_failed) < 20; round++)
		process_starts_or_says_why();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
