#include "change_ids.h"

#include <errno.h>

#include "ids.h"
#include "privileges.h"

/* clang-format off */
#define APPLY(name, ...) \
	static int apply_##name(struct credentials *of, const struct change *change) \
	{ \
		const uint32_t *ids = change->ids; \
		return ids_##name(of, __VA_ARGS__); \
	}
/* clang-format on */

APPLY(set_user, ids[0])
APPLY(set_users, ids[0], ids[1])
APPLY(set_three_users, ids[0], ids[1], ids[2])
APPLY(set_group, ids[0])
APPLY(set_groups, ids[0], ids[1])
APPLY(set_three_groups, ids[0], ids[1], ids[2])
APPLY(set_others, ids[0], change->data)

/* The id before goes back through `data`: it may look like an error. */
static int apply_set_files_user(struct credentials *of, const struct change *change)
{
	*(uid_t *)change->data = ids_set_files_user(of, change->ids[0]);
	return 0;
}

static int apply_set_files_group(struct credentials *of, const struct change *change)
{
	*(gid_t *)change->data = ids_set_files_group(of, change->ids[0]);
	return 0;
}

int change_user(enum scope scope, uid_t user)
{
	return believed_change(&(struct change){
		.apply = apply_set_user, .ids = { user }, .is_of_thread = scope == SCOPE_THREAD });
}

int change_users(enum scope scope, uid_t real, uid_t effective)
{
	return believed_change(&(struct change){ .apply = apply_set_users,
	                                         .ids = { real, effective },
	                                         .is_of_thread = scope == SCOPE_THREAD });
}

int change_three_users(enum scope scope, uid_t real, uid_t effective, uid_t saved)
{
	return believed_change(&(struct change){ .apply = apply_set_three_users,
	                                         .ids = { real, effective, saved },
	                                         .is_of_thread = scope == SCOPE_THREAD });
}

int change_group(enum scope scope, gid_t group)
{
	return believed_change(&(struct change){ .apply = apply_set_group,
	                                         .ids = { group },
	                                         .is_of_thread = scope == SCOPE_THREAD });
}

int change_groups(enum scope scope, gid_t real, gid_t effective)
{
	return believed_change(&(struct change){ .apply = apply_set_groups,
	                                         .ids = { real, effective },
	                                         .is_of_thread = scope == SCOPE_THREAD });
}

int change_three_groups(enum scope scope, gid_t real, gid_t effective, gid_t saved)
{
	return believed_change(&(struct change){ .apply = apply_set_three_groups,
	                                         .ids = { real, effective, saved },
	                                         .is_of_thread = scope == SCOPE_THREAD });
}

int change_files_user(uid_t user)
{
	uid_t before = 0;
	(void)believed_change(&(struct change){ .apply = apply_set_files_user,
	                                        .ids = { user },
	                                        .data = &before,
	                                        .is_of_thread = true });
	return (int)before;
}

int change_files_group(gid_t group)
{
	gid_t before = 0;
	(void)believed_change(&(struct change){ .apply = apply_set_files_group,
	                                        .ids = { group },
	                                        .data = &before,
	                                        .is_of_thread = true });
	return (int)before;
}

int change_others(enum scope scope, size_t count, const gid_t *list)
{
	uint32_t number = count > UINT32_MAX ? UINT32_MAX : (uint32_t)count;
	if (privilege_answer(PRIVILEGE_SETGROUPS) == PRIVILEGE_IS_REFUSED)
		return (int)privilege_record_number(PRIVILEGE_SETGROUPS, number, -EPERM);
	int result = believed_change(&(struct change){ .apply = apply_set_others,
	                                               .ids = { number },
	                                               .data = list,
	                                               .is_of_thread = scope == SCOPE_THREAD });
	return (int)privilege_record_number(PRIVILEGE_SETGROUPS, number, result);
}
