/* Whom a file seems to belong to. */
#ifndef SOCKETWRAP_APPEARANCE_H
#define SOCKETWRAP_APPEARANCE_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

/* A file as the *at() calls name it; the flags are AT_SYMLINK_NOFOLLOW and AT_EMPTY_PATH. */
struct place {
	int directory;
	const char *path;
	int flags;
};

/* What the kernel says of it, without the appearance. 0 or -errno. */
int appearance_inspect(const struct place *place, struct statx *file);
/* Whose it seems to be: what is remembered of it; else the caller's, if it really belongs to the user whom this
 * process really is; else its real owner's. */
void appearance_of(const struct statx *file, uid_t *user, gid_t *group);
/* The same for what stat() or statx() have said of a place. */
void appearance_change(const struct place *place, struct stat *status);
void appearance_change_statx(const struct place *place, struct statx *status);

#endif
