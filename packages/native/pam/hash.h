/* Hashes of passwords, by the crypt(3) of this machine. */
#ifndef SOCKETWRAP_PAM_HASH_H
#define SOCKETWRAP_PAM_HASH_H

#include <stdbool.h>

enum { HASH_SIZE = 256 };

/* PAM_SUCCESS, PAM_AUTH_ERR, or PAM_AUTHINFO_UNAVAIL when there is no crypt(3). */
int hash_verify(const char *hash, const char *password);
/* False when it cannot be made. */
bool hash_make(const char *password, char hash[HASH_SIZE]);

#endif
