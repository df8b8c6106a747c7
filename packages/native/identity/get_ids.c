/* getuid() and its relatives. */
#include <unistd.h>

#include "believed.h"
#include "../core/hook.h"
#include "ids.h"
#include "next.h"

static uid_t user_of(enum id_kind kind)
{
	struct standing standing;
	believed_read(&standing);
	return standing.users[kind];
}

static gid_t group_of(enum id_kind kind)
{
	struct standing standing;
	believed_read(&standing);
	return standing.groups[kind];
}

HOOK uid_t getuid(void)
{
	return believed_is_on() ? user_of(ID_REAL) : next(getuid)();
}

HOOK uid_t geteuid(void)
{
	return believed_is_on() ? user_of(ID_EFFECTIVE) : next(geteuid)();
}

HOOK gid_t getgid(void)
{
	return believed_is_on() ? group_of(ID_REAL) : next(getgid)();
}

HOOK gid_t getegid(void)
{
	return believed_is_on() ? group_of(ID_EFFECTIVE) : next(getegid)();
}

/* libc's headers say that the pointers are not NULL; the kernel says EFAULT. */
static int give_three(const uint32_t ids[], uint32_t *volatile real, uint32_t *volatile effective,
                      uint32_t *volatile saved)
{
	if (real == NULL || effective == NULL || saved == NULL)
		return -EFAULT;
	*real = ids[ID_REAL];
	*effective = ids[ID_EFFECTIVE];
	*saved = ids[ID_SAVED];
	return 0;
}

HOOK int getresuid(uid_t *real, uid_t *effective, uid_t *saved)
{
	if (!believed_is_on())
		return next(getresuid)(real, effective, saved);
	struct standing standing;
	believed_read(&standing);
	return (int)finish(errno, give_three(standing.users, real, effective, saved));
}

HOOK int getresgid(gid_t *real, gid_t *effective, gid_t *saved)
{
	if (!believed_is_on())
		return next(getresgid)(real, effective, saved);
	struct standing standing;
	believed_read(&standing);
	return (int)finish(errno, give_three(standing.groups, real, effective, saved));
}

static int give_others(int room, gid_t *list)
{
	if (room < 0)
		return -EINVAL;
	int count = (int)believed_read_others(list, list == NULL ? 0 : (uint32_t)room);
	if (room == 0 || count == 0)
		return count;
	if (count > room)
		return -EINVAL;
	return list == NULL ? -EFAULT : count;
}

HOOK int getgroups(int room, gid_t *list)
{
	if (!believed_is_on())
		return next(getgroups)(room, list);
	return (int)finish(errno, give_others(room, list));
}

int __getgroups_chk(int room, gid_t *list, size_t size);
HOOK int __getgroups_chk(int room, gid_t *list, size_t size)
{
	if (!believed_is_on() || (room > 0 && (size_t)room * sizeof(gid_t) > size))
		return next(__getgroups_chk)(room, list, size);
	return getgroups(room, list);
}

HOOK int group_member(gid_t group)
{
	if (!believed_is_on())
		return next(group_member)(group);
	return believed_is_among_others(group);
}
