/* What happens to capabilities when ids change, and what capset() may do: security/commoncap.c. */
#ifndef SOCKETWRAP_CAPABILITIES_H
#define SOCKETWRAP_CAPABILITIES_H

#include "credentials.h"

/* Before the users of the credentials become `users`. */
void capabilities_follow_users(struct credentials *of, const uid_t users[IDS]);
void capabilities_follow_files_user(struct credentials *of, uid_t user);
/* 0 or -EPERM. */
int capabilities_set(struct credentials *of, uint64_t permitted, uint64_t effective,
                     uint64_t inheritable);
/* What a program starts with, whose ids are those of `of`. */
void capabilities_begin_program(struct credentials *of);

#endif
