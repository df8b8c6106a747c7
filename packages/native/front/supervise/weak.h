/* Knows sockets without keeping them open: an epoll instance forgets what nobody has open any more. */
#ifndef SOCKETWRAP_WEAK_H
#define SOCKETWRAP_WEAK_H

#include <stdbool.h>
#include <stdint.h>

void weak_add(int fd);
/* What happened to one of them since it was heard last: events of epoll, of its end and of errors. False: nothing
 * has happened to any. */
bool weak_hear(uint64_t *inode, uint32_t *events);
/* Looks which of them are open; weak_is_alive() then tells of each. Without /proc all are. */
void weak_look(void);
bool weak_is_alive(uint64_t inode);

#endif
