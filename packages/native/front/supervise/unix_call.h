/* Calls with the name of a unix socket. */
#ifndef SOCKETWRAP_UNIX_CALL_H
#define SOCKETWRAP_UNIX_CALL_H

#include <sys/socket.h>

#include "call.h"

/* The program's own socket is about to be bound there, by the kernel. */
void unix_call_bind(const struct call *call, const struct sockaddr_storage *address,
                    socklen_t length);
/* Answers the call itself, but for names that are free. */
void unix_call_connect(const struct call *call, const struct sockaddr_storage *address,
                       socklen_t length);
/* Whether something may be sent there: 0, or -errno. */
int unix_call_check_destination(const struct call *call, const struct sockaddr_storage *address,
                                socklen_t length);

#endif
