/* The unix sockets, of programs and not of ours, that processes of a network have bound: whoever connects
 * to one stays among them. A path is known by its file, however it is called. */
#ifndef SOCKETWRAP_UNIX_NAMES_H
#define SOCKETWRAP_UNIX_NAMES_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "network.h"

enum { UNIX_PATH_SIZE = 4096 };

/* As a process gives it. */
struct unix_name {
	const struct sockaddr_un *address;
	socklen_t length;
	/* Where paths of another process begin, its absolute ones too; AT_FDCWD: those of this process. */
	int directory;
	const char *directory_path; /* for people; NULL: this process's own */
};

/* The name that the socket was bound to just now. */
void unix_names_add(struct network *network, int fd);
/* A name that nobody has, and that a socket of another process is about to be bound to. */
void unix_names_expect(struct network *network, const struct unix_name *name);
bool unix_names_has(const struct network *network, const struct unix_name *name);

/* For people and rules: an absolute path, or "@name" of an abstract one; "" for no name. /var/run is the
 * old name of /run. */
void unix_names_format(const struct unix_name *name, char path[UNIX_PATH_SIZE]);

#endif
