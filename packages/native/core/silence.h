/* Silent hosts: what others send there is lost without a word, and so is what they would answer. The own
 * loopback of such a host works. */
#ifndef SOCKETWRAP_SILENCE_H
#define SOCKETWRAP_SILENCE_H

#include "socket.h"

void host_set_silent(struct network *network, uint16_t index, bool is_silent);
/* Whether a host hears nothing from `context`, or the other way round; `host` may be an -errno. */
bool silence_is_between(struct context context, int host);
/* The same for a socket that connects. */
bool silence_awaits(const struct socket *socket);

/* Makes a real socket show what TCP shows while nobody answers: neither readable nor writable, and not
 * hung up. -EINPROGRESS, or another -errno. */
int silence_begin(int fd);
/* A blocking connect() after that: -EINTR, or -EINPROGRESS when SO_SNDTIMEO is over. */
int silence_endure(int fd);

#endif
