/* Who a process believes to be: credentials(7), as the kernel keeps them for each thread. */
#ifndef SOCKETWRAP_CREDENTIALS_H
#define SOCKETWRAP_CREDENTIALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What a process may be in. The kernel's own limit, NGROUPS_MAX, is 65536. */
enum { GROUPS_MAX = 4096 };

enum id_kind { ID_REAL, ID_EFFECTIVE, ID_SAVED, ID_FILES, IDS };

#define EVERY_CAPABILITY ((UINT64_C(1) << 41) - 1)

/* `securebits` is PR_SET_SECUREBITS, of which PR_SET_KEEPCAPS is one. */
#define STANDING \
	uid_t users[IDS]; \
	gid_t groups[IDS]; \
	uint64_t permitted, effective, inheritable, bounding; \
	uint32_t securebits; \
	uint32_t has_no_new_privileges; \
	uint32_t other_count;

/* All but the supplementary groups: a thread's stack may be too small for these. */
struct standing {
	STANDING
};

/* Begins as a standing does. */
struct credentials {
	struct {
		STANDING
	};
	gid_t others[GROUPS_MAX]; /* supplementary, in ascending order, as the kernel keeps them */
};
#undef STANDING
_Static_assert(offsetof(struct credentials, others) == sizeof(struct standing), "one layout");

/* Of credentials or of a standing. */
#define credentials_can(of, capability) ((((of)->effective >> (capability)) & 1) != 0)

/* The bytes that count: all but the unused places for groups. */
static inline size_t credentials_size(const struct credentials *of)
{
	return offsetof(struct credentials, others) + of->other_count * sizeof(gid_t);
}

#endif
