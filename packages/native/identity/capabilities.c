#include "capabilities.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/securebits.h>

#define BIT(capability) (UINT64_C(1) << (capability))

/* CAP_FS_MASK and what goes with it. */
static const uint64_t about_files =
	BIT(CAP_CHOWN) | BIT(CAP_DAC_OVERRIDE) | BIT(CAP_DAC_READ_SEARCH) | BIT(CAP_FOWNER) |
	BIT(CAP_FSETID) | BIT(CAP_LINUX_IMMUTABLE) | BIT(CAP_MKNOD) | BIT(CAP_MAC_OVERRIDE);

static bool is_any_root(const uid_t users[])
{
	return users[ID_REAL] == 0 || users[ID_EFFECTIVE] == 0 || users[ID_SAVED] == 0;
}

void capabilities_follow_users(struct credentials *of, const uid_t users[IDS])
{
	if ((of->securebits & SECBIT_NO_SETUID_FIXUP) != 0)
		return;
	bool keeps = (of->securebits & SECBIT_KEEP_CAPS) != 0;
	if (is_any_root(of->users) && !is_any_root(users) && !keeps)
		of->permitted = of->effective = 0;
	if (of->users[ID_EFFECTIVE] == 0 && users[ID_EFFECTIVE] != 0)
		of->effective = 0;
	if (of->users[ID_EFFECTIVE] != 0 && users[ID_EFFECTIVE] == 0)
		of->effective = of->permitted;
}

void capabilities_follow_files_user(struct credentials *of, uid_t user)
{
	if ((of->securebits & SECBIT_NO_SETUID_FIXUP) != 0)
		return;
	if (of->users[ID_FILES] == 0 && user != 0)
		of->effective &= ~about_files;
	if (of->users[ID_FILES] != 0 && user == 0)
		of->effective |= of->permitted & about_files;
}

static bool is_within(uint64_t set, uint64_t bounds)
{
	return (set & ~bounds) == 0;
}

int capabilities_set(struct credentials *of, uint64_t permitted, uint64_t effective,
                     uint64_t inheritable)
{
	bool may_inherit = credentials_can(of, CAP_SETPCAP) ||
	                   is_within(inheritable, of->inheritable | of->permitted);
	if (!may_inherit || !is_within(inheritable, of->inheritable | of->bounding) ||
	    !is_within(permitted, of->permitted) || !is_within(effective, permitted))
		return -EPERM;
	of->permitted = permitted;
	of->effective = effective;
	of->inheritable = inheritable;
	return 0;
}

void capabilities_begin_program(struct credentials *of)
{
	bool is_root = of->users[ID_REAL] == 0 || of->users[ID_EFFECTIVE] == 0;
	bool counts = (of->securebits & SECBIT_NOROOT) == 0;
	of->permitted = is_root && counts ? of->bounding | of->inheritable : 0;
	of->effective = of->users[ID_EFFECTIVE] == 0 && counts ? of->permitted : 0;
	of->securebits &= ~(uint32_t)SECBIT_KEEP_CAPS;
}
