/* syscall(): some programs (libuv closes so) use it where others call the function. */
#include <sys/syscall.h>

#include "../../core/socket.h"
#include "../../real/real.h"
#include "hook.h"
#include "sandbox.h"

/* Calls that a hook answers; false for all others. */
static bool is_hooked(long number, const long a[6], long *result)
{
	switch (number) {
	case SYS_close:
		*result = close((int)a[0]);
		return true;
	case SYS_socket:
		*result = socket((int)a[0], (int)a[1], (int)a[2]);
		return true;
	case SYS_bind:
		*result = bind((int)a[0], (const struct sockaddr *)a[1], (socklen_t)a[2]);
		return true;
	case SYS_listen:
		*result = listen((int)a[0], (int)a[1]);
		return true;
	case SYS_connect:
		*result = connect((int)a[0], (const struct sockaddr *)a[1], (socklen_t)a[2]);
		return true;
	case SYS_accept4:
		*result = accept4((int)a[0], (struct sockaddr *)a[1], (socklen_t *)a[2], (int)a[3]);
		return true;
	case SYS_dup:
		*result = dup((int)a[0]);
		return true;
	case SYS_dup3:
		*result = dup3((int)a[0], (int)a[1], (int)a[2]);
		return true;
	case SYS_close_range:
		*result = close_range((unsigned)a[0], (unsigned)a[1], (int)a[2]);
		return true;
	case SYS_sendmsg:
		*result = sendmsg((int)a[0], (const struct msghdr *)a[1], (int)a[2]);
		return true;
	case SYS_recvmsg:
		*result = recvmsg((int)a[0], (struct msghdr *)a[1], (int)a[2]);
		return true;
	case SYS_sendmmsg:
		*result = sendmmsg((int)a[0], (struct mmsghdr *)a[1], (unsigned)a[2], (int)a[3]);
		return true;
	case SYS_recvmmsg:
		*result = recvmmsg((int)a[0], (struct mmsghdr *)a[1], (unsigned)a[2], (int)a[3],
		                   (struct timespec *)a[4]);
		return true;
	case SYS_execve:
		*result = execve((const char *)a[0], (char *const *)a[1], (char *const *)a[2]);
		return true;
	case SYS_execveat:
		*result = execveat((int)a[0], (const char *)a[1], (char *const *)a[2],
		                   (char *const *)a[3], (int)a[4]);
		return true;
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
	result = real(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	if (result >= 0)
		sandbox_notice(number, a[0]);
	return result;
}
