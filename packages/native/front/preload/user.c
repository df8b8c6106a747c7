/* A daemon that gives up root keeps its network: its new user is admitted while root still can. One
 * that gives up its user or its view of the files goes on recording. */
#include <unistd.h>

#include "core/context.h"
#include "core/injection.h"
#include "core/journal_seal.h"
#include "core/journal_space.h"
#include "core/network.h"
#include "../../core/hook.h"
#include "real/libc.h"
#include "real/real.h"

/* -1 means "as it is" to the calls with several ids. */
static void admit(uid_t user)
{
	struct context context = context_current();
	if (context.network == NULL || user == (uid_t)-1 || user == 0 || libc(geteuid)() != 0)
		return;
	int saved_errno = errno;
	journal_keep(context.network);
	if (!network_admits_user(context.network, user)) {
		network_admit_user(context.network, user);
		(void)injection_publish_library(context.network);
	}
	errno = saved_errno;
}

HOOK int setuid(uid_t user)
{
	admit(user);
	return real(setuid)(user);
}

HOOK int seteuid(uid_t user)
{
	admit(user);
	return real(seteuid)(user);
}

HOOK int setreuid(uid_t real_user, uid_t effective_user)
{
	admit(real_user);
	admit(effective_user);
	return real(setreuid)(real_user, effective_user);
}

HOOK int setresuid(uid_t real_user, uid_t effective_user, uid_t saved_user)
{
	admit(real_user);
	admit(effective_user);
	return real(setresuid)(real_user, effective_user, saved_user);
}

HOOK int chroot(const char *path)
{
	journal_confine(context_current());
	return real(chroot)(path);
}
