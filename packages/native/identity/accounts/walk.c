#include "walk.h"

#include <errno.h>
#include <stdlib.h>

enum { FIRST_SIZE = 1024 };

void account_rewind(struct account_walk *walk)
{
	pthread_mutex_lock(&walk->lock);
	if (walk->stream != NULL)
		(void)fclose(walk->stream);
	walk->stream = NULL;
	pthread_mutex_unlock(&walk->lock);
}

static int read_next(struct account_walk *walk, void *entry, char *buffer, size_t size)
{
	if (walk->stream == NULL)
		walk->stream = account_open(walk->table);
	return walk->stream == NULL ? errno : walk->table->read(walk->stream, entry, buffer, size);
}

int account_next(struct account_walk *walk, void *entry, char *buffer, size_t size)
{
	pthread_mutex_lock(&walk->lock);
	int error = read_next(walk, entry, buffer, size);
	pthread_mutex_unlock(&walk->lock);
	return error;
}

static int grow(struct account_walk *walk)
{
	size_t size = walk->size == 0 ? FIRST_SIZE : walk->size * 2;
	char *buffer = realloc(walk->buffer, size);
	if (buffer == NULL)
		return ENOMEM;
	walk->buffer = buffer;
	walk->size = size;
	return 0;
}

/* libc's parsers leave the stream before the entry that had no room. */
static int read_kept(struct account_walk *walk, const struct account_key *key, void *entry)
{
	int error = ERANGE;
	if (walk->size == 0 && grow(walk) != 0)
		return ENOMEM;
	for (;;) {
		error = key == NULL
		                ? read_next(walk, entry, walk->buffer, walk->size)
		                : account_find(walk->table, key, entry, walk->buffer, walk->size);
		if (error != ERANGE)
			return error;
		if (grow(walk) != 0)
			return ENOMEM;
	}
}

static void *give_kept(struct account_walk *walk, const struct account_key *key, void *entry)
{
	int saved_errno = errno;
	pthread_mutex_lock(&walk->lock);
	int error = read_kept(walk, key, entry);
	pthread_mutex_unlock(&walk->lock);
	/* No such entry is no error: errno is as it was. */
	errno = error == 0 || error == ENOENT ? saved_errno : error;
	return error == 0 ? entry : NULL;
}

void *account_next_kept(struct account_walk *walk, void *entry)
{
	return give_kept(walk, NULL, entry);
}

void *account_find_kept(struct account_walk *walk, const struct account_key *key, void *entry)
{
	return give_kept(walk, key, entry);
}
