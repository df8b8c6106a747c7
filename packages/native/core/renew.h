/* What a unix socket cannot undo: a name, a peer. Then the real socket is replaced. */
#ifndef SOCKETWRAP_RENEW_H
#define SOCKETWRAP_RENEW_H

#include "socket.h"

/* Makes `fd` another descriptor of `fresh`, with the flag that it had. */
void real_put_in_place(int fresh, int fd);
/* Puts `fresh` in the place of the real socket behind every descriptor of `socket`, and closes it. */
void real_replace(struct socket *socket, int fd, int fresh);
/* Makes poll() and epoll show a real socket as TCP shows one whose connect was refused. */
void real_show_refusal(int fd);
/* connect() with AF_UNSPEC on a stream: it can be connected anew. */
int stream_disconnect(struct socket *socket, int fd);

#endif
