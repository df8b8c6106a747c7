/* Reads the files of accounts, with libc's own parsers. */
#ifndef SOCKETWRAP_ACCOUNTS_TABLE_H
#define SOCKETWRAP_ACCOUNTS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "files.h"

/* What is looked for. */
struct account_key {
	const char *name; /* NULL: by number */
	unsigned number;
};

/* A kind of entry: struct passwd, struct group or struct spwd. */
struct account_table {
	enum account_file file;
	/* As fgetpwent_r(3): 0, ENOENT at the end, ERANGE. */
	int (*read)(FILE *stream, void *entry, char *buffer, size_t size);
	bool (*matches)(const void *entry, const struct account_key *key);
};

extern const struct account_table account_users;
extern const struct account_table account_groups;
extern const struct account_table account_passwords;

/* Opens the table's file. NULL with errno. */
FILE *account_open(const struct account_table *table);
/* Finds an entry, whose texts are in the buffer: 0, ENOENT, ERANGE, or why the file cannot be read. */
int account_find(const struct account_table *table, const struct account_key *key, void *entry,
                 char *buffer, size_t size);

#endif
