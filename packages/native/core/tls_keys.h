/* The file that the network's processes append their TLS keys to, in the format that SSLKEYLOGFILE
 * names (docs/journal.md). */
#ifndef SOCKETWRAP_TLS_KEYS_H
#define SOCKETWRAP_TLS_KEYS_H

#include "network.h"

enum { TLS_KEYS_PATH_SIZE = NETWORK_DIRECTORY_MAX + sizeof("/journal/tls-keys") };

/* From now on keys are kept, on a network that records. 0 or -errno. */
int tls_keys_start(struct network *network);
/* False when the network keeps no keys. */
bool tls_keys_path(const struct network *network, char path[TLS_KEYS_PATH_SIZE]);
/* Whether it keeps keys, and the calling user may add some: programs take a key file that they
 * cannot open for an error. Async-signal-safe. */
bool tls_keys_take(const struct network *network, char path[TLS_KEYS_PATH_SIZE]);
/* Whether the path is the key file of a network, this one or another. */
bool tls_keys_is_path(const char *path);
/* Adds a line, when the network keeps keys. */
void tls_keys_add(const struct network *network, const char *line);

#endif
