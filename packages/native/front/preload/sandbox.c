#include "sandbox.h"

#include <linux/seccomp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "../../real/real.h"
#include "hook.h"

static atomic_bool is_on;

bool sandbox_is_on(void)
{
	return atomic_load_explicit(&is_on, memory_order_relaxed);
}

void sandbox_notice(long number, long operation)
{
	if ((number == SYS_prctl && operation == PR_SET_SECCOMP) ||
	    (number == SYS_seccomp && operation <= SECCOMP_SET_MODE_FILTER))
		atomic_store_explicit(&is_on, true, memory_order_relaxed);
}

HOOK int prctl(int operation, ...)
{
	unsigned long a[4];
	va_list rest;
	va_start(rest, operation);
	for (int i = 0; i < 4; i++)
		a[i] = va_arg(rest, unsigned long);
	va_end(rest);
	long result = real(syscall)(SYS_prctl, (long)operation, a[0], a[1], a[2], a[3]);
	if (result >= 0)
		sandbox_notice(SYS_prctl, operation);
	return (int)result;
}
