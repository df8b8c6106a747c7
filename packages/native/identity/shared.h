/* What the programs of a network with users know of each other: DIR/identities, mapped by each of them. Without a
 * network the memory is shared with forked children alone. */
#ifndef SOCKETWRAP_IDENTITY_SHARED_H
#define SOCKETWRAP_IDENTITY_SHARED_H

#include <stdatomic.h>
#include <stdint.h>

/* Open addressing. A place that was taken stays taken: a probe ends at a key that is 0. */
enum { OWNERS_MAX = 1 << 18, BELIEVERS_MAX = 1 << 14 };

struct owner {
	_Atomic uint64_t key; /* of the file, see owners.c */
	_Atomic uint64_t
		ids; /* the user, above the group; 0: not known yet, so both are kept plus one */
};

struct believer {
	_Atomic uint64_t process; /* its start, above its process id */
	_Atomic uint64_t real, effective; /* the user, above the group */
};

/* What privileges.c records. TypeScript reads it from the file. */
enum { RECORDS_START = 4096, RECORDS_SIZE = 1 << 20 };

struct shared {
	_Atomic uint64_t recorded; /* bytes; beyond RECORDS_SIZE nothing is kept */
	char unused[RECORDS_START - sizeof(uint64_t)];
	char records[RECORDS_SIZE];
	_Atomic uint64_t owner_count;
	struct owner owners[OWNERS_MAX];
	struct believer believers[BELIEVERS_MAX];
};

/* Maps it, once. */
void shared_start(void);
/* NULL: it could not be mapped, and nothing is remembered. */
struct shared *shared(void);

#endif
