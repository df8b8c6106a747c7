/* Where a name of a unix socket leads in the process that made a call. */
#ifndef SOCKETWRAP_UNIX_PLACE_H
#define SOCKETWRAP_UNIX_PLACE_H

#include "call.h"
#include "core/unix_names.h"

struct unix_place {
	struct sockaddr_un address;
	char directory_path[UNIX_PATH_SIZE];
	struct unix_name name; /* points into the rest */
	int file; /* that a path leads to; -1: none */
	struct sockaddr_un reached; /* what leads there in this process */
	socklen_t reached_length;
};

/* Looks the name up, once: 0, or -errno when nothing is there. To be closed in any case. */
int unix_place_open(struct unix_place *place, const struct call *call,
                    const struct sockaddr_storage *address, socklen_t length);
void unix_place_close(struct unix_place *place);

#endif
