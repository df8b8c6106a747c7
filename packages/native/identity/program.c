#include "program.h"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "believed.h"
#include "capabilities.h"
#include "next.h"

/* Scripts have their interpreter's ids. */
static bool is_script(int directory, const char *file)
{
	char start[2] = "";
	int fd = (int)next(syscall)(SYS_openat, directory, file, O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0)
		return false;
	ssize_t got = next(syscall)(SYS_read, fd, start, sizeof(start));
	(void)next(syscall)(SYS_close, fd);
	return got == sizeof(start) && start[0] == '#' && start[1] == '!';
}

static void take_owner(struct credentials *credentials, int directory, const char *file, int flags)
{
	struct stat status;
	if (fstatat(directory, file, &status, flags & AT_EMPTY_PATH) != 0 ||
	    !S_ISREG(status.st_mode) || credentials->has_no_new_privileges != 0)
		return;
	bool has_user = (status.st_mode & S_ISUID) != 0;
	bool has_group = (status.st_mode & (S_ISGID | S_IXGRP)) == (S_ISGID | S_IXGRP);
	if ((!has_user && !has_group) || is_script(directory, file))
		return;
	if (has_user)
		credentials->users[ID_EFFECTIVE] = status.st_uid;
	if (has_group)
		credentials->groups[ID_EFFECTIVE] = status.st_gid;
}

void program_credentials(struct credentials *credentials, int directory, const char *file,
                         int flags)
{
	believed_read_all(credentials);
	take_owner(credentials, directory, file, flags);
	credentials->users[ID_SAVED] = credentials->users[ID_FILES] =
		credentials->users[ID_EFFECTIVE];
	credentials->groups[ID_SAVED] = credentials->groups[ID_FILES] =
		credentials->groups[ID_EFFECTIVE];
	capabilities_begin_program(credentials);
}
