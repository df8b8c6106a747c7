/* The library's start in a process. */
#include <errno.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "believed.h"
#include "environment.h"
#include "machine.h"
#include "next.h"
#include "privileges.h"

/* A file that changes its user would lose the libraries that are preloaded, and gain real rights. Here it changes
 * what the program believes. */
static void renounce_privileges(void)
{
	(void)next(syscall)(SYS_prctl, (long)PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
}

__attribute__((constructor)) static void start(void)
{
	int saved_errno = errno;
	next_find_all();
	environment_start();
	believed_start();
	privileges_start();
	if (believed_is_on()) {
		machine_renounce();
		renounce_privileges();
	}
	errno = saved_errno;
}
