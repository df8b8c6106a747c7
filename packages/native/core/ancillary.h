/* Control messages of datagrams: what the program asked to be told, and what it says itself. */
#ifndef SOCKETWRAP_ANCILLARY_H
#define SOCKETWRAP_ANCILLARY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "address.h"

struct socket;
struct datagram_header;

/* Writes the control messages of a received datagram that the socket's options ask for. Sets
 * msg_controllen to what was used, and MSG_CTRUNC when the buffer was too short. The length used. */
size_t ancillary_write(struct socket *socket, struct msghdr *message,
                       const struct datagram_header *header);

/* Checks the control messages that a program sends with a datagram: 0 or -EINVAL. `*source` is set
 * when one of them (IP_PKTINFO, IPV6_PKTINFO) chooses the sender's address. */
int ancillary_read(const struct msghdr *message, int family, struct address *source,
                   bool *has_source);

/* Fills in what the header says of the way: hops and traffic class, by the socket's options or by the
 * message's own control messages. The destination is there already. */
void ancillary_stamp(const struct socket *socket, const struct msghdr *message,
                     struct datagram_header *header);
/* ancillary_read() for a stream, which knows those of the socket level only. 0 or -EINVAL. */
int ancillary_check_stream(const struct msghdr *message);

#endif
