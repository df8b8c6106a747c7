/* ids are kept over exec, where the saved and file-system ids become the effective ones, and by a child of vfork */
#include "parity.h"

#include <grp.h>
#include <sys/fsuid.h>

static void print_ids(const char *when)
{
	uid_t r, e, s;
	gid_t gr, ge, gs, groups[8];
	getresuid(&r, &e, &s);
	getresgid(&gr, &ge, &gs);
	printf("%s: %d %d %d %d, %d %d %d, %d groups\n", when, (int)r, (int)e, (int)s, setfsuid(-1),
	       (int)gr, (int)ge, (int)gs, getgroups(8, groups));
	fflush(stdout);
}

int main(int count, char **arguments)
{
	if (count > 1) {
		print_ids(arguments[1]);
		return 0;
	}
	gid_t groups[] = { 9, 8, 7 };
	printf("%d", setgroups(3, groups));
	printf(" %d", setresgid(4, 5, 6));
	printf(" %d\n", setresuid(0, 2, 3));
	print_ids("before");
	char *none[] = { NULL };
	if (fork() == 0) {
		execve("/proc/self/exe", (char *[]){ "ids", "exec without an environment", NULL },
		       none);
		_exit(1);
	}
	wait(NULL);
	if (vfork() == 0) {
		if (seteuid(0) == 0 && setuid(1000) == 0)
			execl("/proc/self/exe", "ids", "exec after vfork", NULL);
		_exit(1);
	}
	int status;
	wait(&status);
	printf("vfork: %d\n", WEXITSTATUS(status));
	print_ids("parent");
	return 0;
}
