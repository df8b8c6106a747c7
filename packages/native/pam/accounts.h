/* The accounts of the host in a directory: who is there, and with what password. */
#ifndef SOCKETWRAP_PAM_ACCOUNTS_H
#define SOCKETWRAP_PAM_ACCOUNTS_H

#include <stdbool.h>

bool accounts_have(const char *directory, const char *user);
/* PAM_SUCCESS, PAM_AUTH_ERR, or PAM_AUTHINFO_UNAVAIL when this machine cannot verify hashes. */
int accounts_verify(const char *directory, const char *user, const char *password);
/* PAM_SUCCESS or PAM_AUTHTOK_ERR: the old password stays. */
int accounts_change(const char *directory, const char *user, const char *password);
/* Whether the password is still the one that the test gave. */
bool accounts_have_first_password(const char *directory, const char *user);

#endif
