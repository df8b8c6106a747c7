#include "resolver.h"

#include <stdlib.h>
#include <string.h>

#include "name_server.h"
#include "text_file.h"

enum {
	DNS_PORT = 53,
	TIMEOUT_S = 5, /* RES_TIMEOUT */
	TIMEOUT_LARGEST_S = 30, /* RES_MAXRETRANS */
	ATTEMPTS = 2, /* RES_DFLRETRY */
	ATTEMPTS_MOST = 5, /* RES_MAXRETRY */
	CONF_SIZE = 4096,
};

/* Where systemd's resolver listens on most machines, so that programs expect it. */
static struct address own_server(void)
{
	return address_v4(127, 0, 0, 53);
}

static const struct resolver nobody = { .timeout_s = TIMEOUT_S, .attempts = ATTEMPTS };

static void add_server(struct resolver *resolver, struct text_rest *line)
{
	char word[ADDRESS_TEXT_SIZE];
	struct endpoint *server = &resolver->servers[resolver->count];
	if (resolver->count == RESOLVER_SERVERS_MAX || !text_take_word(line, word, sizeof(word)) ||
	    !address_parse(word, &server->address))
		return;
	server->port = DNS_PORT;
	resolver->count++;
}

static void read_option(struct resolver *resolver, const char *word)
{
	int value = atoi(word + strcspn(word, ":") + (strchr(word, ':') != NULL));
	if (strncmp(word, "timeout:", 8) == 0)
		resolver->timeout_s = value < 1                   ? 1
		                      : value > TIMEOUT_LARGEST_S ? TIMEOUT_LARGEST_S
		                                                  : value;
	else if (strncmp(word, "attempts:", 9) == 0)
		resolver->attempts = value < 1 ? 1 : value > ATTEMPTS_MOST ? ATTEMPTS_MOST : value;
	else if (strcmp(word, "use-vc") == 0)
		resolver->uses_only_tcp = true;
}

void resolver_read(struct resolver *resolver, const char *text, size_t size)
{
	struct text_rest rest = { text, size }, line;
	char word[64];
	*resolver = nobody;
	while (text_take_line(&rest, "#;", &line)) {
		if (!text_take_word(&line, word, sizeof(word)))
			continue;
		if (strcmp(word, "nameserver") == 0)
			add_server(resolver, &line);
		else if (strcmp(word, "options") == 0)
			while (text_take_word(&line, word, sizeof(word)))
				read_option(resolver, word);
	}
}

/* resolv_wrapper's variable; read each time, as the file may change. */
static bool read_own_file(struct resolver *resolver)
{
	const char *path = getenv("RESOLV_WRAPPER_CONF");
	char text[CONF_SIZE];
	if (path == NULL || *path == '\0')
		return false;
	resolver_read(resolver, text, text_file_read(path, text, sizeof(text)));
	return resolver->count > 0;
}

static struct resolver with_server(struct endpoint server, bool is_network)
{
	struct resolver resolver = nobody;
	resolver.is_network = is_network;
	resolver.servers[resolver.count++] = server;
	return resolver;
}

struct resolver resolver_for_programs(void)
{
	struct resolver resolver;
	if (read_own_file(&resolver))
		return resolver;
	return with_server((struct endpoint){ own_server(), DNS_PORT }, true);
}

struct resolver resolver_of(struct context context)
{
	struct resolver resolver = resolver_for_programs();
	struct endpoint server;
	bool has_server = resolver.is_network && name_server_find(context, &server);
	return has_server ? with_server(server, false) : resolver;
}

unsigned resolver_server_ms(const struct resolver *resolver, int server)
{
	unsigned seconds = (unsigned)resolver->timeout_s << server;
	if (server > 0)
		seconds /= (unsigned)resolver->count;
	return (seconds == 0 ? 1 : seconds) * 1000;
}

unsigned resolver_patience_ms(const struct resolver *resolver)
{
	unsigned attempt_ms = 0;
	for (int i = 0; i < resolver->count; i++)
		attempt_ms += resolver_server_ms(resolver, i);
	return attempt_ms * (unsigned)resolver->attempts;
}
