/* The names that programs built with _FORTIFY_SOURCE use; glibc's own stop on an overflow. */
#include "../../core/socket.h"
#include "../../real/real.h"
#include "../../core/hook.h"

HOOK ssize_t __read_chk(int fd, void *bytes, size_t size, size_t room);
HOOK ssize_t __recv_chk(int fd, void *bytes, size_t size, size_t room, int flags);
HOOK ssize_t __recvfrom_chk(int fd, void *bytes, size_t size, size_t room, int flags,
                            struct sockaddr *from, socklen_t *from_length);

ssize_t __read_chk(int fd, void *bytes, size_t size, size_t room)
{
	return size > room || table_find(fd) == NULL ? real(__read_chk)(fd, bytes, size, room)
	                                             : read(fd, bytes, size);
}

ssize_t __recv_chk(int fd, void *bytes, size_t size, size_t room, int flags)
{
	return size > room || table_find(fd) == NULL
	               ? real(__recv_chk)(fd, bytes, size, room, flags)
	               : recv(fd, bytes, size, flags);
}

ssize_t __recvfrom_chk(int fd, void *bytes, size_t size, size_t room, int flags,
                       struct sockaddr *from, socklen_t *from_length)
{
	return size > room || table_find(fd) == NULL
	               ? real(__recvfrom_chk)(fd, bytes, size, room, flags, from, from_length)
	               : recvfrom(fd, bytes, size, flags, from, from_length);
}
