/* SOCKET_WRAPPER_IDENTITY, which carries credentials over exec:
 *     users=R:E:S:F groups=R:E:S:F others=N:N:… capabilities=P:E:I:B securebits=N
 * with R, E, S, F the real, effective, saved and file-system ids, capabilities in hexadecimal. One id stands for
 * four; without capabilities root has all and nobody else has one. */
#ifndef SOCKETWRAP_CARRIED_H
#define SOCKETWRAP_CARRIED_H

#include "credentials.h"

#define CARRIED_NAME "SOCKET_WRAPPER_IDENTITY"
enum { CARRIED_SIZE = 512 + GROUPS_MAX * 11 };

/* Writes "SOCKET_WRAPPER_IDENTITY=…" for what a program begins with that a process of these credentials executes. Safe
 * after vfork. */
void carried_format(const struct credentials *of, char text[CARRIED_SIZE]);
/* The value alone. False when it is none. */
bool carried_parse(struct credentials *of, const char *value);

#endif
