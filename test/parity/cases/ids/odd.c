/* paths that are no memory, lists with too little room, and calls on the smallest stack a thread can have */
#include "parity.h"

#include <limits.h>
#include <pthread.h>
#include <sys/stat.h>

/* libc's headers promise that no path is NULL; the kernel looks. */
static const char *volatile nowhere;
static volatile int less_than_none = -1;

static void tell(const char *what, int result)
{
	printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "");
}

static void *call_all(void *where)
{
	struct stat status;
	uid_t r, e, s;
	gid_t list[64];
	printf("%s: %d %d\n", (const char *)where, (int)getuid(), (int)getegid());
	tell("getresuid", getresuid(&r, &e, &s));
	tell("getgroups", getgroups(64, list));
	tell("stat", stat("/", &status));
	tell("access", access("/", R_OK));
	tell("chown", chown("/", (uid_t)-1, (gid_t)-1));
	tell("setuid", setuid(getuid()));
	return NULL;
}

static void on_smallest_stack(void)
{
	pthread_t thread;
	pthread_attr_t attributes;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, (size_t)sysconf(_SC_THREAD_STACK_MIN));
	pthread_create(&thread, &attributes, call_all, "smallest stack");
	pthread_join(thread, NULL);
}

int main(void)
{
	struct stat status;
	gid_t list[1];
	setbuf(stdout, NULL);
	tell("chroot", chroot(nowhere));
	tell("chdir", chdir(nowhere));
	tell("stat", stat(nowhere, &status));
	tell("access", access(nowhere, R_OK));
	tell("chown", chown(nowhere, 0, 0));
	tell("getgroups without room", getgroups(1, list));
	tell("getgroups with less than none", getgroups(less_than_none, list));
	tell("number of groups", getgroups(0, NULL));
	call_all("main");
	on_smallest_stack();
	return 0;
}
