/* Networks that the add-on opened; unmapped when their last socket is closed. */
#ifndef SOCKETWRAP_MAPPED_NETWORK_H
#define SOCKETWRAP_MAPPED_NETWORK_H

struct network;

/* 0 or -errno, see network_create() and network_open(). */
int mapped_network_create(struct network **network, const char *directory);
int mapped_network_open(struct network **network, const char *directory);
/* No thread may be on it. */
void mapped_network_close(struct network *network);

#endif
