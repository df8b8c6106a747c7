#include "sandbox.h"

#include <linux/seccomp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "../../core/journal_seal.h"
#include "../../real/real.h"
#include "../../core/hook.h"

static atomic_bool is_on;

bool sandbox_is_on(void)
{
	return atomic_load_explicit(&is_on, memory_order_relaxed);
}

static bool begins_sandbox(long number, long operation)
{
	return (number == SYS_prctl && operation == PR_SET_SECCOMP) ||
	       (number == SYS_seccomp && operation <= SECCOMP_SET_MODE_FILTER);
}

void sandbox_before(long number, long operation, long mode)
{
	bool is_strict = number == SYS_prctl ? mode == SECCOMP_MODE_STRICT
	                                     : operation == SECCOMP_SET_MODE_STRICT;
	if (begins_sandbox(number, operation))
		journal_seal(context_current(), is_strict);
}

void sandbox_after(long number, long operation, long result)
{
	if (!begins_sandbox(number, operation))
		return;
	if (result >= 0)
		atomic_store_explicit(&is_on, true, memory_order_relaxed);
	else if (!sandbox_is_on())
		journal_unseal();
}

HOOK int prctl(int operation, ...)
{
	unsigned long a[4];
	va_list rest;
	va_start(rest, operation);
	for (int i = 0; i < 4; i++)
		a[i] = va_arg(rest, unsigned long);
	va_end(rest);
	sandbox_before(SYS_prctl, operation, (long)a[0]);
	long result = real(syscall)(SYS_prctl, (long)operation, a[0], a[1], a[2], a[3]);
	sandbox_after(SYS_prctl, operation, result);
	return (int)result;
}
