#include "hand_over.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

int hand_over_accepted(const struct call *call, int fd, int flags)
{
	struct stand_in *stand_in = stand_in_add(NATIVE, fd, -1, inode_of(fd));
	if (stand_in == NULL)
		return -ENOMEM;
	(void)fcntl(fd, F_SETFL, (flags & SOCK_NONBLOCK) != 0 ? O_NONBLOCK : 0);
	int result = call_answer_descriptor(call, fd, (flags & SOCK_CLOEXEC) != 0 ? O_CLOEXEC : 0);
	if (result >= 0) {
		stand_in_retire_real(stand_in);
		return 0;
	}
	stand_in_unlink(stand_in);
	return result;
}

/* A number that is only kept is no socket's. */
static bool has_fresh_real(const struct stand_in *stand_in)
{
	struct stat status;
	return fstat(stand_in->fd, &status) == 0 && S_ISSOCK(status.st_mode) &&
	       status.st_ino != stand_in->inode;
}

int hand_over_connected(const struct call *call, struct stand_in *stand_in)
{
	int at = (int)call->arguments[0];
	if (!has_fresh_real(stand_in))
		return 0;
	int flags = call_descriptor_flags(call, at);
	uint64_t inode = inode_of(stand_in->fd);
	(void)fcntl(stand_in->fd, F_SETFL, flags & O_NONBLOCK);
	int result = call_replace_descriptor(call, stand_in->fd, at, (uint32_t)flags & O_CLOEXEC);
	if (result < 0)
		return result;
	stand_in_become(stand_in, NATIVE, -1, inode);
	stand_in_retire_real(stand_in);
	return 0;
}
