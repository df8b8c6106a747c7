/* the names that root gives its machine are told by gethostname, getdomainname and uname, to children too */
#include "parity.h"
#include <sched.h>
#include <sys/syscall.h>
#include <sys/utsname.h>

static void say_names(const char *label)
{
	char name[100], domain[100];
	struct utsname system;
	MUST(gethostname(name, sizeof(name)));
	MUST(getdomainname(domain, sizeof(domain)));
	MUST(uname(&system));
	say("%s: '%s' '%s', uname '%s' '%s'", label, name, domain, system.nodename,
	    system.domainname);
}

static void give(const char *name, size_t length)
{
	char small[8];
	TRY(sethostname(name, length));
	TRY(setdomainname(name, length));
	say_names("given");
	memset(small, 'z', sizeof(small));
	TRY(gethostname(small, 4));
	say("%.8s", small);
	memset(small, 'z', sizeof(small));
	TRY(getdomainname(small, 4));
	say("%.8s", small);
}

int main(int count, char **arguments)
{
	char longest[64];
	memset(longest, 'l', sizeof(longest));
	if (count > 1) {
		say_names(arguments[1]);
		return 0;
	}
	/* The kernel's own name stays as it is. */
	if (unshare(CLONE_NEWUTS) == -1) {
		say("may not: %s", error_name(errno));
		return 0;
	}
	give("first", 5);
	give("second.example.org", 18);
	give("longer than its length", 6);
	give("cut\0off", 7);
	give(longest, sizeof(longest));
	give("", 0);
	TRY(syscall(SYS_sethostname, "by number", 9));
	TRY(syscall(SYS_setdomainname, "as well", 7));
	say_names("by number");
	pid_t pid = start_child();
	if (pid == 0) {
		say_names("forked");
		TRY(sethostname("from the child", 14));
		execl("/proc/self/exe", "given", "executed", (char *)NULL);
		_exit(127);
	}
	say_end_of("the child", pid);
	say_names("after it");
	return 0;
}
