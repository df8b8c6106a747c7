#include "hosts_file.h"

#include <string.h>

#include "claim.h"

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
		strncpy(line->name, host->name, HOST_NAME_SIZE - 1);
		if (!claim_is_free(network, &line->address))
			return true;
	}
	return false;
}

bool hosts_file_next(const struct network *network, struct hosts_cursor *cursor,
                     struct hosts_line *line)
{
	struct host_view host;
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
