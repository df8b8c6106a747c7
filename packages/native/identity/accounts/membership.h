/* Which groups a user is in. */
#ifndef SOCKETWRAP_ACCOUNTS_MEMBERSHIP_H
#define SOCKETWRAP_ACCOUNTS_MEMBERSHIP_H

#include <sys/types.h>

/* Puts `first` and the groups that have the user as a member, each once, into the list as far as there is room. Gives
 * how many they are, or -errno. */
int account_groups_of(const char *user, gid_t first, gid_t *list, int room);

#endif
