/* sockatmark(), which libc makes of an ioctl() that no hook sees. */
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <linux/sockios.h>

#include "../../core/hook.h"

HOOK int sockatmark(int fd)
{
	int is_at_mark = 0;
	return ioctl(fd, SIOCATMARK, &is_at_mark) < 0 ? -1 : is_at_mark;
}
