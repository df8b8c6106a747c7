/* uname(), sethostname() and setdomainname(): the program is on a host, which has a name. */
#include <errno.h>
#include <sys/syscall.h>

#include "answers.h"
#include "core/host_identity.h"
#include "core/own_name.h"
#include "real/real.h"

static int tell_system(const struct call *call)
{
	struct utsname system;
	int result = kernel_result(real(uname)(&system));
	own_system(context_current(), &system);
	return result < 0 ? result : call_write(call, call->arguments[0], &system, sizeof(system));
}

static int set(const struct call *call, enum identity which)
{
	char text[IDENTITY_SIZE];
	int length = (int)call->arguments[1];
	if (!host_identity_may_be_set_by(call->thread))
		return -EPERM;
	int result = host_identity_check(length);
	if (result == 0)
		result = call_read(call, call->arguments[0], text, (size_t)length);
	return result < 0 ? result : host_identity_set(context_current(), which, text, length);
}

/* The machine's name is not the network's to change. */
static int give(const struct call *call, enum identity which)
{
	char own[OWN_NAME_SIZE];
	return own_name(context_current(), own) ? set(call, which) : -EPERM;
}

void answer_identity(const struct call *call)
{
	if (call->number == SYS_uname)
		call_answer(call, tell_system(call));
	else
		call_answer(call,
		            give(call, call->number == SYS_sethostname ? IDENTITY_NAME
		                                                       : IDENTITY_NIS_DOMAIN));
}
