/* Descriptors that travel over unix sockets (SCM_RIGHTS). */
#ifndef SOCKETWRAP_PASSING_H
#define SOCKETWRAP_PASSING_H

#include <sys/socket.h>

void passing_before_send(const struct msghdr *message);
void passing_after_receive(struct msghdr *message);

#endif
