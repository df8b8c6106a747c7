/* The lines of a network's /etc/hosts. */
#ifndef SOCKETWRAP_HOSTS_FILE_H
#define SOCKETWRAP_HOSTS_FILE_H

#include <stdbool.h>

#include "address.h"
#include "dns_name.h"
#include "network.h"
#include "text_file.h"

enum { HOSTS_ALIASES_MAX = 4 };

struct hosts_line {
	struct address address;
	const char *name;
	const char *aliases[HOSTS_ALIASES_MAX]; /* up to the first NULL */
	char words[2 * NAME_TEXT_SIZE]; /* where names are that stand nowhere else */
};

/* Zero at first. */
struct hosts_cursor {
	bool has_begun;
	struct text_rest text;
	int line, host, address;
};

/* The lines of NSS_WRAPPER_HOSTS, localhost of both families, then the hosts. False after the last line. Without
 * a network there is only localhost. */
bool hosts_file_next(const struct network *network, struct hosts_cursor *cursor,
                     struct hosts_line *line);

#endif
