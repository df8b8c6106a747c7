/* syscall(): some programs (libuv closes so) use it where others call the function. */
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>

#include "../../core/io_uring.h"
#include "../../core/socket.h"
#include "../../real/real.h"
#include "../../core/hook.h"
#include "sandbox.h"

/* clang-format off */
#define ANSWER(name, ...) case SYS_##name: *result = name(__VA_ARGS__); return true;
/* clang-format on */

/* Calls that a hook answers; false for all others. */
static bool is_hooked(long number, const long a[6], long *result)
{
	switch (number) {
		ANSWER(close, (int)a[0])
		ANSWER(socket, (int)a[0], (int)a[1], (int)a[2])
		ANSWER(bind, (int)a[0], (const struct sockaddr *)a[1], (socklen_t)a[2])
		ANSWER(listen, (int)a[0], (int)a[1])
		ANSWER(connect, (int)a[0], (const struct sockaddr *)a[1], (socklen_t)a[2])
		ANSWER(accept4, (int)a[0], (struct sockaddr *)a[1], (socklen_t *)a[2], (int)a[3])
		ANSWER(getsockname, (int)a[0], (struct sockaddr *)a[1], (socklen_t *)a[2])
		ANSWER(getpeername, (int)a[0], (struct sockaddr *)a[1], (socklen_t *)a[2])
		ANSWER(setsockopt, (int)a[0], (int)a[1], (int)a[2], (const void *)a[3],
		       (socklen_t)a[4])
		ANSWER(getsockopt, (int)a[0], (int)a[1], (int)a[2], (void *)a[3], (socklen_t *)a[4])
		ANSWER(shutdown, (int)a[0], (int)a[1])
		ANSWER(dup, (int)a[0])
		ANSWER(dup3, (int)a[0], (int)a[1], (int)a[2])
		ANSWER(fcntl, (int)a[0], (int)a[1], a[2])
		ANSWER(ioctl, (int)a[0], (unsigned long)a[1], a[2])
		ANSWER(close_range, (unsigned)a[0], (unsigned)a[1], (int)a[2])
		ANSWER(read, (int)a[0], (void *)a[1], (size_t)a[2])
		ANSWER(write, (int)a[0], (const void *)a[1], (size_t)a[2])
		ANSWER(readv, (int)a[0], (const struct iovec *)a[1], (int)a[2])
		ANSWER(writev, (int)a[0], (const struct iovec *)a[1], (int)a[2])
		ANSWER(sendto, (int)a[0], (const void *)a[1], (size_t)a[2], (int)a[3],
		       (const struct sockaddr *)a[4], (socklen_t)a[5])
		ANSWER(recvfrom, (int)a[0], (void *)a[1], (size_t)a[2], (int)a[3],
		       (struct sockaddr *)a[4], (socklen_t *)a[5])
		ANSWER(sendmsg, (int)a[0], (const struct msghdr *)a[1], (int)a[2])
		ANSWER(recvmsg, (int)a[0], (struct msghdr *)a[1], (int)a[2])
		ANSWER(sendmmsg, (int)a[0], (struct mmsghdr *)a[1], (unsigned)a[2], (int)a[3])
		ANSWER(recvmmsg, (int)a[0], (struct mmsghdr *)a[1], (unsigned)a[2], (int)a[3],
		       (struct timespec *)a[4])
		ANSWER(uname, (struct utsname *)a[0])
		ANSWER(sethostname, (const char *)a[0], (size_t)a[1])
		ANSWER(setdomainname, (const char *)a[0], (size_t)a[1])
		ANSWER(sendfile, (int)a[0], (int)a[1], (off_t *)a[2], (size_t)a[3])
		ANSWER(splice, (int)a[0], (off64_t *)a[1], (int)a[2], (off64_t *)a[3], (size_t)a[4],
		       (unsigned)a[5])
		ANSWER(execve, (const char *)a[0], (char *const *)a[1], (char *const *)a[2])
		ANSWER(execveat, (int)a[0], (const char *)a[1], (char *const *)a[2],
		       (char *const *)a[3], (int)a[4])
#ifdef SYS_accept /* newer architectures have accept4 and dup3 alone */
		ANSWER(accept, (int)a[0], (struct sockaddr *)a[1], (socklen_t *)a[2])
#endif
#ifdef SYS_dup2
		ANSWER(dup2, (int)a[0], (int)a[1])
#endif
	default:
		return false;
	}
}

HOOK long syscall(long number, ...)
{
	long a[6], result;
	va_list rest;
	va_start(rest, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(rest, long);
	va_end(rest);
	if (is_hooked(number, a, &result))
		return result;
	if (number == SYS_io_uring_setup &&
	    io_uring_is_refused(context_current(), (unsigned)a[0],
	                        (const struct io_uring_params *)a[1])) {
		errno = ENOSYS;
		return -1;
	}
	sandbox_before(number, a[0], a[1]);
	result = real(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	sandbox_after(number, a[0], result);
	return result;
}
