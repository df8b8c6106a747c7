/* names that are too long are refused, and every name without the privilege */
#include "parity.h"
#include <sched.h>
#include <sys/syscall.h>

static void try_all(void)
{
	static char text[200];
	volatile size_t negative = 1ul << 31; /* as an int */
	memset(text, 'l', sizeof(text));
	TRY(sethostname(text, 65));
	TRY(sethostname(text, 200));
	TRY(sethostname(text, negative));
	TRY(setdomainname(text, 65));
	TRY(setdomainname(text, negative));
	TRY(syscall(SYS_sethostname, NULL, 3));
	TRY(syscall(SYS_setdomainname, NULL, 3));
}

int main(void)
{
	/* What should fail does not reach the kernel's own name, if it does not. */
	bool may = unshare(CLONE_NEWUTS) == 0;
	try_all();
	pid_t pid = start_child();
	if (pid == 0) {
		if (geteuid() == 0)
			MUST(setresuid(65534, 65534, 65534));
		try_all();
		TRY(sethostname("name", 4));
		TRY(setdomainname("name", 4));
		_exit(0);
	}
	say_end_of("without privilege", pid);
	pid = start_child();
	if (pid == 0) {
		if (geteuid() == 0)
			MUST(seteuid(65534));
		TRY(sethostname("name", 4));
		if (may) {
			MUST(seteuid(0));
			TRY(sethostname("name", 4));
		}
		_exit(0);
	}
	say_end_of("with the privilege put aside", pid);
	return 0;
}
