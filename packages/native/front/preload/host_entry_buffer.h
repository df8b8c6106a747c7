/* A struct hostent in a buffer of the caller, or of the thread. */
#ifndef SOCKETWRAP_HOST_ENTRY_BUFFER_H
#define SOCKETWRAP_HOST_ENTRY_BUFFER_H

#include <netdb.h>
#include <stddef.h>

#include "../../core/hosts_file.h"
#include "../../core/names.h"

enum { HOST_ENTRY_SIZE = 8192, HOST_ALIASES_MAX = HOSTS_ALIASES_MAX };

struct host_answer {
	const char *name;
	const char *aliases[HOST_ALIASES_MAX]; /* up to the first NULL */
	int family;
	int count;
	const struct address *addresses;
};

/* 0, or ERANGE when there is no room. */
int host_entry_fill(const struct host_answer *answer, struct hostent *entry, char *buffer,
                    size_t size);

/* Memory of the thread, so that two networks in one process do not meet; NULL when there is none. */
struct host_entry_memory {
	struct hostent entry;
	char bytes[HOST_ENTRY_SIZE];
};
struct host_entry_memory *host_entry_memory(void);

#endif
