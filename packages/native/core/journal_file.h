/* One process's two journal files, see docs/journal.md: append-only events, and a ring of payload.
 * Space is reserved by atomic additions in the shared header; nothing here takes a lock. The files
 * are mapped in their full size from the beginning, and grow as they are used. */
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
	_Atomic uint64_t socket_count; /* numbers that were given to sockets */
	char room[80];
};
_Static_assert(sizeof(struct journal_header) == 256, "docs/journal.md gives the layout");

enum { JOURNAL_PATH_SIZE = NETWORK_DIRECTORY_MAX + 128 };

/* A mapped file. */
struct journal_part {
	const char *ending; /* of the file's name */
	uint8_t *bytes;
	uint64_t size; /* that the file may have */
	_Atomic uint64_t length; /* that it has, at least */
	/* Copying to what is before it cannot fail. A ring counts on through its laps. */
	_Atomic uint64_t backed;
};

struct journal {
	struct journal_header *header; /* where the events begin */
	struct journal_part events;
	struct journal_part payload;
	uint64_t
		epoch; /* when it was begun, CLOCK_BOOTTIME: no two journals of a process have the same */
	_Atomic int disk; /* for journal_disk.h */
	_Atomic bool has_ended; /* beside the header, whose counters change with each record */
	char path[NETWORK_DIRECTORY_MAX + 64]; /* without its ending */
};

/* The process's journal of the network, made at first use. NULL: the network does not record, or
 * this process could not or can no longer. */
struct journal *journal_of(struct context context);
/* After fork: the child begins its own. */
void journal_forked(struct network *network);
/* Room for a record; NULL when recording has ended. */
void *journal_reserve(struct journal *journal, uint32_t size);
void journal_stop(struct journal *journal, int error);
/* Of the file in the network's directory. */
void journal_part_path(const struct journal *journal, const struct journal_part *part,
                       char path[JOURNAL_PATH_SIZE]);

#endif
