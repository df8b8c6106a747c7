#include "resolver.h"

#include <stdlib.h>
#include <string.h>

#include "names_view.h"
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

/* Port 0 when the test has published none. */
static struct endpoint published_server(struct context context)
{
	struct endpoint server = { 0 };
	struct names_view view;
	if (context.network == NULL)
		return server;
	do {
		view = names_view_open(context);
		server = view.tables[NAMES_PUBLISHED].server;
	} while (!names_view_is_whole(&view));
	return server;
}

struct resolver resolver_of(struct context context)
{
	struct resolver resolver = nobody;
	if (read_own_file(&resolver))
		return resolver;
	resolver = nobody;
	resolver.count = 1;
	resolver.servers[0] = published_server(context);
	if (resolver.servers[0].port == 0) {
		resolver.is_network = true;
		resolver.servers[0] = (struct endpoint){ own_server(), DNS_PORT };
	}
	return resolver;
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
