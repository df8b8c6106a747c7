#include "owners.h"

#include <errno.h>
#include <stddef.h>
#include <sys/sysmacros.h>

#include "shared.h"

/* A table that is so full has no more room. */
enum { PROBES_MAX = 256 };

static uint64_t mix(uint64_t value)
{
	value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
	return value ^ (value >> 31);
}

/* A number of an inode is given out again when the file is gone, but not with the time of its birth: so device,
 * inode and birth, in 64 bits that two files share as good as never. */
static uint64_t key_of(const struct statx *file)
{
	uint64_t birth = (uint64_t)file->stx_btime.tv_sec * 1000000000 + file->stx_btime.tv_nsec;
	if ((file->stx_mask & STATX_BTIME) == 0)
		birth = 0;
	uint64_t device = makedev(file->stx_dev_major, file->stx_dev_minor);
	uint64_t key = mix(mix(mix(device + 1) + file->stx_ino) + birth);
	return key == 0 ? 1 : key;
}

bool owners_are_there(void)
{
	return shared() != NULL &&
	       atomic_load_explicit(&shared()->owner_count, memory_order_relaxed) > 0;
}

bool owners_find(const struct statx *file, uid_t *user, gid_t *group)
{
	if (!owners_are_there())
		return false;
	uint64_t key = key_of(file);
	for (unsigned i = 0; i < PROBES_MAX; i++) {
		struct owner *owner = &shared()->owners[(key + i) % OWNERS_MAX];
		uint64_t found = atomic_load(&owner->key);
		if (found == 0)
			return false;
		uint64_t ids = found == key ? atomic_load(&owner->ids) : 0;
		if (ids == 0)
			continue;
		*user = (uid_t)(ids >> 32) - 1;
		*group = (gid_t)ids - 1;
		return true;
	}
	return false;
}

int owners_remember(const struct statx *file, uid_t user, gid_t group)
{
	if (shared() == NULL)
		return -ENOSPC;
	uint64_t key = key_of(file);
	uint64_t ids = (uint64_t)(user + 1) << 32 | (uint32_t)(group + 1);
	for (unsigned i = 0; i < PROBES_MAX; i++) {
		struct owner *owner = &shared()->owners[(key + i) % OWNERS_MAX];
		uint64_t found = 0;
		bool is_new = atomic_compare_exchange_strong(&owner->key, &found, key);
		if (!is_new && found != key)
			continue;
		atomic_store(&owner->ids, ids);
		if (is_new)
			atomic_fetch_add(&shared()->owner_count, 1);
		return 0;
	}
	return -ENOSPC;
}
