/* The records of the journal, and how one is put there. docs/journal.md gives the layout. */
#ifndef SOCKETWRAP_JOURNAL_RECORD_H
#define SOCKETWRAP_JOURNAL_RECORD_H

#include "journal.h"
#include "journal_file.h"

enum { HOST_UNKNOWN = 0xffff, RESULT_UNKNOWN = 0x7fffffff };

struct record {
	_Atomic uint32_t mark;
	uint32_t size;
	uint64_t time_ns;
	uint64_t socket;
};

struct record_endpoints {
	uint8_t protocol;
	uint8_t role;
	uint16_t own_host;
	uint16_t peer_host;
	uint16_t is_inherited; /* of an open: another process connected or accepted */
	struct address own;
	struct address remote;
	uint16_t own_port;
	uint16_t remote_port;
	uint16_t coverage; /* of a datagram of UDP-Lite, see udplite.h */
	uint16_t padding;
};

struct record_open {
	struct record head;
	struct record_endpoints endpoints;
};

/* Room for a record of at least a head, with the time in it; NULL when recording has ended. */
void *record_begin(struct journal *journal, uint64_t socket, size_t size);
/* The same for a socket, whose connection is opened in this journal when it is not yet. */
void *record_begin_for(struct socket *socket, size_t size);
/* The body is filled before the mark, which makes the record one. */
void record_publish(struct record *record, enum journal_kind kind);
struct record_endpoints record_endpoints_of(const struct socket *socket);

/* The journal, in which the socket has a number; NULL when nothing is recorded. */
struct journal *record_journal_of(struct socket *socket);
/* The connection that this process has made, see journal_open(). */
void record_open(struct socket *socket, uint64_t began_ns);
uint64_t record_number_of(const struct socket *socket);

#endif
