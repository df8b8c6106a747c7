/* The calls that give one entry after another, or one entry in memory of their own: their place and their memory. */
#ifndef SOCKETWRAP_ACCOUNTS_WALK_H
#define SOCKETWRAP_ACCOUNTS_WALK_H

#include <pthread.h>

#include "table.h"

/* One for each table. Everything in it is guarded by the lock, but what the caller is given, as libc says. */
struct account_walk {
	const struct account_table *table;
	pthread_mutex_t lock;
	FILE *stream; /* NULL: the next entry is the first */
	char *buffer; /* of the entries that the caller is given */
	size_t size;
};

#define ACCOUNT_WALK(table) \
	{ \
		(table), PTHREAD_MUTEX_INITIALIZER, NULL, NULL, 0 \
	}

/* As setpwent(3) and endpwent(3). */
void account_rewind(struct account_walk *walk);
/* As getpwent_r(3): 0, ENOENT at the end, ERANGE. */
int account_next(struct account_walk *walk, void *entry, char *buffer, size_t size);
/* As getpwent(3) and getpwnam(3), with the buffer of the walk: `entry`, or NULL with errno. */
void *account_next_kept(struct account_walk *walk, void *entry);
void *account_find_kept(struct account_walk *walk, const struct account_key *key, void *entry);

#endif
