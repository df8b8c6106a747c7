#include "hosts_file.h"

#include <string.h>

#include "claim.h"
#include "hosts_text.h"
#include "names_file.h"

/* The name and the aliases of a line that somebody wrote, as far as there is room. */
static void put_words(struct hosts_line *line, struct text_rest names)
{
	size_t used = 0;
	const char *word = line->words;
	for (int i = -1; i < HOSTS_ALIASES_MAX &&
	                 text_take_word(&names, line->words + used, sizeof(line->words) - used);
	     i++) {
		if (i < 0)
			line->name = word;
		else
			line->aliases[i] = word;
		used += strlen(word) + 1;
		word = line->words + used;
	}
}

static bool next_of_text(struct text_rest *text, struct hosts_line *line)
{
	struct text_rest names;
	do {
		*line = (struct hosts_line){ .name = NULL };
		if (!hosts_text_next(text, &line->address, &names))
			return false;
		put_words(line, names);
	} while (line->name == NULL);
	return true;
}

static void put_localhost(struct hosts_line *line, int family)
{
	*line = (struct hosts_line){ .address = address_loopback(family), .name = "localhost" };
	if (family == AF_INET)
		return;
	line->aliases[0] = "ip6-localhost";
	line->aliases[1] = "ip6-loopback";
}

/* Addresses that came with a bind have no name. */
static bool next_of_host(const struct network *network, const struct host_view *host, int *index,
                         struct hosts_line *line)
{
	while (*index < host->address_count) {
		*line = (struct hosts_line){ .address = host->addresses[(*index)++] };
		line->name = strncpy(line->words, host->name, HOST_NAME_SIZE - 1);
		if (!claim_is_free(network, &line->address))
			return true;
	}
	return false;
}

bool hosts_file_next(const struct network *network, struct hosts_cursor *cursor,
                     struct hosts_line *line)
{
	struct host_view host;
	if (network != NULL && !cursor->has_begun)
		cursor->text = names_file_hosts();
	cursor->has_begun = true;
	if (next_of_text(&cursor->text, line))
		return true;
	if (cursor->line < 2) {
		put_localhost(line, cursor->line++ == 0 ? AF_INET : AF_INET6);
		return true;
	}
	for (; network != NULL && cursor->host < host_count(network); cursor->host++) {
		if (host_view(network, (uint16_t)cursor->host, &host) &&
		    next_of_host(network, &host, &cursor->address, line))
			return true;
		cursor->address = 0;
	}
	return false;
}
