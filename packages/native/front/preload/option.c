/* Options and ioctl(). */
#include "../../core/options.h"
#include "../../core/socket.h"
#include "../../real/real.h"
#include "../../core/hook.h"

HOOK int setsockopt(int fd, int level, int name, const void *value, socklen_t length)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(setsockopt)(fd, level, name, value, length);
	return (int)finish(saved_errno, option_set(socket, fd, level, name, value, length));
}

HOOK int getsockopt(int fd, int level, int name, void *value, socklen_t *length)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(getsockopt)(fd, level, name, value, length);
	return (int)finish(saved_errno, option_get(socket, fd, level, name, value, length));
}

HOOK int ioctl(int fd, unsigned long request, ...)
{
	int saved_errno = errno;
	va_list rest;
	va_start(rest, request);
	void *argument = va_arg(rest, void *);
	va_end(rest);
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(ioctl)(fd, request, argument);
	return (int)finish(saved_errno, socket_control(socket, fd, request, argument));
}
