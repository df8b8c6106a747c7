/* UDP over unix datagram sockets that are never connected: each datagram carries its endpoints. */
#ifndef SOCKETWRAP_UDP_H
#define SOCKETWRAP_UDP_H

#include "name.h"
#include "socket.h"

int udp_connect(struct socket *socket, int fd, const struct sockaddr *address, socklen_t length);
ssize_t udp_send(struct socket *socket, int fd, const struct msghdr *message, int flags);
ssize_t udp_receive(struct socket *socket, int fd, struct msghdr *message, int flags);

/* Whether what is sent there goes out of the network, which makes the socket a real one: nobody here has
 * the address, or it is the own loopback and nobody hears; and the policy lets it out. */
bool udp_leaves(const struct socket *socket, const struct endpoint *destination);
bool udp_leaves_unheard(const struct socket *socket, const struct endpoint *destination);
/* Notes that it may not: -ENETUNREACH. */
int udp_block(struct socket *socket, const struct endpoint *destination);

/* The name of the socket's own real socket. */
void udp_own_name(const struct socket *socket, struct name *name);
/* Finds out whom a socket that came from elsewhere is connected to. */
void udp_recover_peer(struct socket *socket);
/* The next error that sends and receives report: 0 or a positive errno, cleared. */
int udp_take_error(struct socket *socket, int fd);

#endif
