/* One process's two journal files, see docs/journal.md: append-only events, and a ring of payload.
 * Space is reserved by atomic additions in the shared header; nothing here takes a lock. */
#ifndef SOCKETWRAP_JOURNAL_FILE_H
#define SOCKETWRAP_JOURNAL_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "context.h"
#include "network.h"

struct journal_header {
	char magic[8]; /* "SWJOURN1" */
	uint32_t header_size;
	uint32_t pid;
	uint64_t realtime_offset_ns;
	uint64_t capacity;
	_Atomic uint64_t byte_count; /* ever appended to the payload */
	_Atomic uint32_t ended_by; /* an errno value */
	uint16_t host;
	uint16_t reserved;
	char network_id[NETWORK_ID_LENGTH];
	uint32_t padding;
	char program[PROGRAM_NAME_SIZE];
	char host_name[HOST_NAME_SIZE];
	_Atomic uint64_t event_end; /* where the next record goes */
	char room[88];
};
_Static_assert(sizeof(struct journal_header) == 256, "docs/journal.md gives the layout");

struct journal {
	struct journal_header *header; /* the events begin behind it, in the same mapping */
	uint8_t *bytes;
	uint64_t capacity;
	uint64_t
		epoch; /* when it was begun, CLOCK_BOOTTIME: no two journals of a process have the same */
	_Atomic uint64_t events_ready; /* bytes of the files that have memory behind them */
	_Atomic uint64_t bytes_ready;
	_Atomic uint64_t next_socket;
	char path[NETWORK_DIRECTORY_MAX + 64]; /* without its ending */
};

/* The process's journal of the network, made at first use. NULL: the network does not record, or
 * this process could not or can no longer. */
struct journal *journal_of(struct context context);
/* After fork: the child begins its own. */
void journal_forked(struct network *network);

/* Room for a record; NULL when recording has ended. */
void *journal_reserve(struct journal *journal, uint32_t size);
/* Copies the payload; its offset, or JOURNAL_NOT_KEPT. */
#define JOURNAL_NOT_KEPT UINT64_MAX
uint64_t journal_append(struct journal *journal, const struct iovec *buffers, size_t count,
                        size_t size);
/* Where kept payload stands: one piece, or two when the ring wraps. */
int journal_pieces(const struct journal *journal, uint64_t offset, size_t size,
                   struct iovec pieces[2]);

#endif
