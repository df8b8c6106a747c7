#include "injection.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "network.h"
#include "settings.h"
#include "text.h"
#include "tls_keys.h"

/* The variables that say where a process stands and where its TLS keys go, and LD_PRELOAD and
 * ASAN_OPTIONS, which are rewritten. At most this many are added. */
enum { VARIABLES_MAX = 7, VALUES_SIZE = 2 * PATH_MAX };

static const char library_name[] = "libsocketwrap.so";

/* The network that the process had at its start, and the directory that its environment named. A
 * thread that entered another network passes the old variables on without meaning them. */
static const struct network *start_network;
static char start_directory[NETWORK_DIRECTORY_MAX + 1];

void injection_remember_start(void)
{
	const char *directory = getenv("SOCKET_WRAPPER_DIR");
	struct text text = text_start(start_directory, sizeof(start_directory));
	text_add(&text, directory == NULL ? "" : directory);
	start_network = context_current().network;
}

/* The value when `entry` is "name=value", else NULL. */
static const char *value_of(const char *entry, const char *name)
{
	size_t length = strlen(name);
	return strncmp(entry, name, length) == 0 && entry[length] == '=' ? entry + length + 1
	                                                                 : NULL;
}

const char *injection_find(char *const environment[], const char *name)
{
	if (environment == NULL)
		return NULL;
	for (; *environment != NULL; environment++) {
		const char *value = value_of(*environment, name);
		if (value != NULL)
			return value;
	}
	return NULL;
}

static size_t count_of(char *const environment[])
{
	size_t count = 0;
	while (environment != NULL && environment[count] != NULL)
		count++;
	return count;
}

static size_t length_of(const char *text)
{
	return text == NULL ? 0 : strlen(text);
}

/* An environment that is on its way to the supervisor hides it. */
static const char *find_preload(char *const environment[])
{
	const char *shown = injection_find(environment, "LD_PRELOAD");
	return shown != NULL ? shown : injection_find(environment, INJECTION_HIDDEN "LD_PRELOAD");
}

static size_t values_size(char *const environment[])
{
	return VALUES_SIZE + length_of(find_preload(environment)) +
	       length_of(injection_find(environment, "ASAN_OPTIONS"));
}

size_t injection_size(char *const environment[])
{
	return (count_of(environment) + VARIABLES_MAX + 1) * sizeof(char *) +
	       values_size(environment);
}

/* One after the other, each ended by a zero byte, with a pointer to each. */
struct builder {
	char **entries;
	size_t count;
	struct text values;
};

static void begin(struct builder *builder, const char *name)
{
	builder->entries[builder->count++] = builder->values.bytes + builder->values.length;
	text_add(&builder->values, name);
	text_add(&builder->values, "=");
}

static void end(struct builder *builder)
{
	text_add_bytes(&builder->values, "", 1);
}

static void put(struct builder *builder, const char *name, const char *value)
{
	begin(builder, name);
	text_add(&builder->values, value);
	end(builder);
}

/* Another copy of the library would hook what this one hooks. */
static bool is_shim(const char *entry, size_t length)
{
	enum { NAME_LENGTH = sizeof(library_name) - 1 };
	return length >= NAME_LENGTH &&
	       memcmp(entry + length - NAME_LENGTH, library_name, NAME_LENGTH) == 0 &&
	       (length == NAME_LENGTH || entry[length - NAME_LENGTH - 1] == '/');
}

static void put_preload(struct builder *builder, const char *library, const char *others)
{
	static const char separators[] = ": ";
	begin(builder, INJECTION_HIDDEN "LD_PRELOAD");
	builder->entries[0] += sizeof(INJECTION_HIDDEN) - 1;
	size_t empty = builder->values.length;
	if (library != NULL)
		text_add(&builder->values, library);
	while (others != NULL && *others != '\0') {
		size_t length = strcspn(others, separators);
		if (length > 0 && !is_shim(others, length)) {
			if (builder->values.length > empty)
				text_add(&builder->values, ":");
			text_add_bytes(&builder->values, others, length);
		}
		others += length;
		others += strspn(others, separators);
	}
	end(builder);
}

void injection_hide_preload(char **environment)
{
	environment[0] -= sizeof(INJECTION_HIDDEN) - 1;
}

/* ASan wants to be the first library; that we stand before it does no harm, as we hand over. */
static void put_asan_options(struct builder *builder, const char *options)
{
	begin(builder, "ASAN_OPTIONS");
	if (options != NULL && *options != '\0') {
		text_add(&builder->values, options);
		text_add(&builder->values, ":");
	}
	text_add(&builder->values, "verify_asan_link_order=0");
	end(builder);
}

static void put_place(struct builder *builder, struct context context, const char *chosen_host)
{
	put(builder, "SOCKET_WRAPPER_DIR", context.network->directory);
	if (context.network->is_compat) {
		begin(builder, "SOCKET_WRAPPER_DEFAULT_IFACE");
		text_add_number(&builder->values, context.host);
		end(builder);
		return;
	}
	put(builder, "SOCKET_WRAPPER_HOST", chosen_host != NULL ? chosen_host : host_name(context));
}

static bool names_network(struct context context, const char *directory)
{
	if (directory == NULL || *directory == '\0')
		return false;
	return context.network == start_network || strcmp(directory, start_directory) != 0;
}

static bool is_place(const char *entry)
{
	return value_of(entry, "SOCKET_WRAPPER_DIR") != NULL ||
	       value_of(entry, "SOCKET_WRAPPER_HOST") != NULL ||
	       value_of(entry, "SOCKET_WRAPPER_DEFAULT_IFACE") != NULL;
}

/* A key file that the caller named is his. One of a network was inherited, maybe from an outer one. */
static bool is_network_key_file(const char *entry)
{
	const char *file = value_of(entry, "SSLKEYLOGFILE");
	return file != NULL && tls_keys_is_path(file);
}

static void put_tls_keys(struct builder *builder, struct context context, char *const environment[])
{
	const char *callers = injection_find(environment, "SSLKEYLOGFILE");
	char path[TLS_KEYS_PATH_SIZE];
	if ((callers == NULL || tls_keys_is_path(callers)) && tls_keys_take(context.network, path))
		put(builder, "SSLKEYLOGFILE", path);
}

char **injection_build(struct context context, char *const environment[], const char *library,
                       bool links_asan, void *storage)
{
	struct builder builder = { .entries = storage };
	size_t slots = count_of(environment) + VARIABLES_MAX + 1;
	builder.values = text_start((char *)(builder.entries + slots), values_size(environment));

	const char *preload = find_preload(environment);
	const char *directory = injection_find(environment, "SOCKET_WRAPPER_DIR");
	bool is_placed = names_network(context, directory);
	bool is_here = !is_placed || strcmp(directory, context.network->directory) == 0;
	bool wants_asan_option =
		links_asan || (preload != NULL && strstr(preload, "libasan.so") != NULL);
	put_preload(&builder, library, preload);
	if (!is_placed) {
		/* A host without a directory is one of this network. */
		bool is_stale = directory != NULL && *directory != '\0';
		put_place(&builder, context,
		          is_stale ? NULL : injection_find(environment, "SOCKET_WRAPPER_HOST"));
	}
	if (wants_asan_option)
		put_asan_options(&builder, injection_find(environment, "ASAN_OPTIONS"));
	if (context_allows_unsupported() &&
	    injection_find(environment, "SOCKET_WRAPPER_UNSUPPORTED") == NULL)
		put(&builder, "SOCKET_WRAPPER_UNSUPPORTED", "allow");
	if (settings_current()->via != NULL &&
	    injection_find(environment, "SOCKET_WRAPPER_VIA") == NULL)
		put(&builder, "SOCKET_WRAPPER_VIA", settings_current()->via);
	if (is_here)
		put_tls_keys(&builder, context, environment);

	for (char *const *entry = environment; entry != NULL && *entry != NULL; entry++) {
		bool is_replaced = value_of(*entry, "LD_PRELOAD") != NULL ||
		                   value_of(*entry, INJECTION_HIDDEN "LD_PRELOAD") != NULL ||
		                   (!is_placed && is_place(*entry)) ||
		                   (is_here && is_network_key_file(*entry)) ||
		                   (wants_asan_option && value_of(*entry, "ASAN_OPTIONS") != NULL);
		if (!is_replaced)
			builder.entries[builder.count++] = *entry;
	}
	builder.entries[builder.count] = NULL;
	return builder.entries;
}
