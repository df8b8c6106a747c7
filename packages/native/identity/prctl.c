/* prctl(), where it is about privileges. */
#include <stdarg.h>
#include <sys/prctl.h>

#include "believed.h"
#include "capability_calls.h"
#include "../core/hook.h"
#include "next.h"
#include "privileges.h"

HOOK int prctl(int operation, ...)
{
	unsigned long a[4];
	long result;
	va_list rest;
	va_start(rest, operation);
	for (int i = 0; i < 4; i++)
		a[i] = va_arg(rest, unsigned long);
	va_end(rest);
	int saved_errno = errno;
	if (privilege_answer(PRIVILEGE_PRCTL) == PRIVILEGE_IS_DISABLED)
		return 0;
	if (believed_is_on() && capability_prctl(operation, a, &result))
		return (int)finish(saved_errno, result);
	return next(prctl)(operation, a[0], a[1], a[2], a[3]);
}
