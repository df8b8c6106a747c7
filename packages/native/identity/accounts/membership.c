#include "membership.h"

#include <errno.h>
#include <grp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "table.h"

struct list {
	gid_t *groups;
	int room;
	int count;
};

static void add(struct list *list, gid_t group)
{
	for (int i = 0; i < list->count && i < list->room; i++)
		if (list->groups[i] == group)
			return;
	if (list->count < list->room)
		list->groups[list->count] = group;
	list->count++;
}

static bool has_member(const struct group *group, const char *user)
{
	for (char **member = group->gr_mem; *member != NULL; member++)
		if (strcmp(*member, user) == 0)
			return true;
	return false;
}

/* 0 at the end of the file, else the errno. The buffer grows with the longest line. */
static int read_groups(FILE *stream, const char *user, struct list *list)
{
	size_t size = 1024;
	char *buffer = NULL;
	struct group group;
	int error = ERANGE;
	while (error == 0 || error == ERANGE) {
		if (error == ERANGE) {
			char *larger = realloc(buffer, size *= 2);
			if (larger == NULL) {
				error = ENOMEM;
				break;
			}
			buffer = larger;
		}
		error = account_groups.read(stream, &group, buffer, size);
		if (error == 0 && has_member(&group, user))
			add(list, group.gr_gid);
	}
	free(buffer);
	return error == ENOENT ? 0 : error;
}

int account_groups_of(const char *user, gid_t first, gid_t *groups, int room)
{
	struct list list = { groups, room, 0 };
	add(&list, first);
	FILE *stream = account_open(&account_groups);
	if (stream == NULL)
		return -errno;
	int error = read_groups(stream, user, &list);
	(void)fclose(stream);
	return error == 0 ? list.count : -error;
}
