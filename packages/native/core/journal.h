/* What is written into the journal. Every function does nothing when the network does not record. */
#ifndef SOCKETWRAP_JOURNAL_H
#define SOCKETWRAP_JOURNAL_H

#include <sys/uio.h>

#include "journal_clock.h"
#include "socket.h"

/* Sends a stream's bytes from the journal's copy, so that what was recorded is what was sent.
 * As sendmsg(): a count or -errno. Only for sockets of a network that records. */
ssize_t journal_send_stream(struct socket *socket, int fd, const struct iovec *buffers,
                            size_t count, int flags);
/* The same in two steps, for bytes that are sent in another way: what is about to be sent (NULL when
 * it is not recorded), and what came of it, a count or -errno. */
struct journal_stream;
struct journal_stream *journal_stream(struct socket *socket, const struct iovec *buffers,
                                      size_t size);
void journal_stream_result(struct socket *socket, struct journal_stream *record, ssize_t result);
/* Bytes that the kernel moved by itself: their number only. */
void journal_sent_unseen(struct socket *socket, size_t size);

/* A datagram, before it is sent; NULL when it is not recorded. Its result is set afterwards. */
struct journal_datagram;
struct datagram_header;
struct journal_datagram *journal_datagram(struct socket *socket,
                                          const struct datagram_header *header,
                                          const struct iovec *buffers, size_t size);
void journal_datagram_result(struct journal_datagram *record, int result);
/* The network's own answer to a query that the socket has sent. */
void journal_dns_answer(struct socket *asker, const struct datagram_header *header,
                        const struct iovec *answer);

enum journal_kind {
	JOURNAL_OPEN = 1,
	JOURNAL_SEND,
	JOURNAL_DATAGRAM,
	JOURNAL_SHUTDOWN,
	JOURNAL_END,
	JOURNAL_RESET,
	JOURNAL_CLOSE,
	JOURNAL_REFUSED,
	JOURNAL_BLOCKED,
	JOURNAL_LISTEN,
	JOURNAL_EXEC,
	JOURNAL_UNANSWERED,
};

/* Once a process and connection; `began_ns` is journal_clock() before it, 0 for now. */
void journal_open(struct socket *socket, uint64_t began_ns);
void journal_shutdown(struct socket *socket, int how);
void journal_end(struct socket *socket, enum journal_kind end_or_reset);
void journal_close(struct socket *socket, bool is_reset);
void journal_attempt(struct context context, enum journal_kind kind, int protocol,
                     const struct endpoint *destination, int error);
void journal_listen(struct socket *socket);
void journal_exec(struct context context, const char *path);

#endif
