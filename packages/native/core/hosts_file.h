/* The lines of a network's /etc/hosts. */
#ifndef SOCKETWRAP_HOSTS_FILE_H
#define SOCKETWRAP_HOSTS_FILE_H

#include <stdbool.h>

#include "address.h"
#include "network.h"

struct hosts_line {
	struct address address;
	char name[HOST_NAME_SIZE];
	const char *aliases[2]; /* up to the first NULL */
};

/* Zero at first. */
struct hosts_cursor {
	int line, host, address;
};

/* localhost of both families, then the hosts. False after the last line. Without a network there is only
 * localhost. */
bool hosts_file_next(const struct network *network, struct hosts_cursor *cursor,
                     struct hosts_line *line);

#endif
