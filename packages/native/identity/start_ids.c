#include "start_ids.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capabilities.h"
#include "carried.h"
#include "next.h"

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && value[0] == '1';
}

static void take_real_ids(struct credentials *credentials)
{
	uid_t users[IDS];
	gid_t groups[IDS];
	next(getresuid)(&users[ID_REAL], &users[ID_EFFECTIVE], &users[ID_SAVED]);
	next(getresgid)(&groups[ID_REAL], &groups[ID_EFFECTIVE], &groups[ID_SAVED]);
	users[ID_FILES] = users[ID_EFFECTIVE];
	groups[ID_FILES] = groups[ID_EFFECTIVE];
	memcpy(credentials->users, users, sizeof(users));
	memcpy(credentials->groups, groups, sizeof(groups));
	int count = next(getgroups)(GROUPS_MAX, credentials->others);
	credentials->other_count = count < 0 ? 0 : (uint32_t)count;
}

/* uid_wrapper(1). With it every user may become any other, as root may. */
static bool take_wrapper(struct credentials *credentials)
{
	if (!is_set("UID_WRAPPER"))
		return false;
	memset(credentials, 0, offsetof(struct credentials, others));
	if (is_set("UID_WRAPPER_ROOT"))
		credentials->others[credentials->other_count++] = 0;
	else
		take_real_ids(credentials);
	credentials->bounding = credentials->permitted = credentials->effective = EVERY_CAPABILITY;
	return true;
}

bool start_ids(struct credentials *credentials)
{
	const char *carried = getenv(CARRIED_NAME);
	if (carried != NULL && carried_parse(credentials, carried))
		return true;
	return take_wrapper(credentials);
}
