/* TCP_INFO of a connection that no TCP carries: the true state, and plausible measures. */
#ifndef SOCKETWRAP_TCP_INFO_H
#define SOCKETWRAP_TCP_INFO_H

struct socket;
struct tcp_info; /* of linux/tcp.h */

void tcp_info_fill(struct tcp_info *info, const struct socket *socket, int fd);

#endif
