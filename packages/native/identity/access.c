/* access() and its relatives: what the kernel refuses to the real user, or the file's mode to the believed one. */
#include <linux/capability.h>
#include <unistd.h>

#include "accounts/path.h"
#include "appearance.h"
#include "believed.h"
#include "../core/hook.h"
#include "ids.h"
#include "next.h"

/* access() asks for the real ids, with the capabilities that they would have. */
static void read_as(struct standing *standing, bool is_effective)
{
	believed_read(standing);
	if (is_effective)
		return;
	standing->users[ID_FILES] = standing->users[ID_REAL];
	standing->groups[ID_FILES] = standing->groups[ID_REAL];
	standing->effective = standing->users[ID_REAL] == 0 ? standing->permitted : 0;
}

static bool is_in(const struct standing *standing, gid_t group)
{
	return standing->groups[ID_FILES] == group || believed_is_among_others(group);
}

static int judge(const struct place *place, int mode, bool is_effective)
{
	struct standing standing;
	struct statx file;
	uid_t owner;
	gid_t group;
	int result = appearance_inspect(place, &file);
	if (result < 0)
		return result;
	appearance_of(&file, &owner, &group);
	read_as(&standing, is_effective);
	bool is_owner = owner == standing.users[ID_FILES];
	int shift = is_owner ? 6 : is_in(&standing, group) ? 3 : 0;
	int missing = mode & ~(file.stx_mode >> shift) & 7;
	if (credentials_can(&standing, CAP_DAC_OVERRIDE) &&
	    (S_ISDIR(file.stx_mode) || (file.stx_mode & 0111) != 0))
		missing = 0;
	else if (credentials_can(&standing, CAP_DAC_OVERRIDE))
		missing &= X_OK;
	return missing == 0 ? 0 : -EACCES;
}

static int answer(int result, const struct place *place, int mode, bool is_effective)
{
	if (result != 0 || mode == F_OK || !believed_is_on())
		return result;
	return (int)finish(errno, judge(place, mode, is_effective));
}

HOOK int access(const char *path, int mode)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return answer(next(access)(path, mode), &(struct place){ AT_FDCWD, path, 0 }, mode, false);
}

HOOK int eaccess(const char *path, int mode)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return answer(next(eaccess)(path, mode), &(struct place){ AT_FDCWD, path, 0 }, mode, true);
}

HOOK int euidaccess(const char *path, int mode)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return eaccess(path, mode);
}

HOOK int faccessat(int directory, const char *path, int mode, int flags)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return answer(next(faccessat)(directory, path, mode, flags),
	              &(struct place){ directory, path, flags & ~AT_EACCESS }, mode,
	              (flags & AT_EACCESS) != 0);
}
