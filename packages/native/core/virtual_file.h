/* Files of the machine that a network has its own of: /etc/hosts, /etc/resolv.conf, /etc/hostname. */
#ifndef SOCKETWRAP_VIRTUAL_FILE_H
#define SOCKETWRAP_VIRTUAL_FILE_H

#include <stdbool.h>
#include <string.h>

#include "context.h"

enum virtual_file { FILE_REAL, FILE_HOSTS, FILE_RESOLV_CONF, FILE_HOSTNAME };

enum virtual_file virtual_file_named(const char *name); /* in /etc */

/* Every file that a program opens is asked about, so that most are answered at the first letters. */
static inline enum virtual_file virtual_file_of(const char *path)
{
	static const char directory[] = "/etc/";
	if (path == NULL || strncmp(path, directory, sizeof(directory) - 1) != 0)
		return FILE_REAL;
	return virtual_file_named(path + sizeof(directory) - 1);
}

/* Makes what the file holds on the network: a descriptor to read it from, or -errno. Without a network (the
 * place of the thread cannot be told) it holds what all networks have in common. */
int virtual_file_open(struct context context, enum virtual_file file, int flags);

#endif
