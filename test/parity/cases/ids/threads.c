/* libc's calls change the ids of all threads, raw calls those of one and of those that it makes */
#include "parity.h"

#include <pthread.h>
#include <sys/syscall.h>

static void *print_ids(void *who)
{
	uid_t r, e, s;
	getresuid(&r, &e, &s);
	printf("%s: %d %d %d\n", (const char *)who, (int)r, (int)e, (int)s);
	return NULL;
}

static void in_thread(void *(*run)(void *), const char *who)
{
	pthread_t thread;
	pthread_create(&thread, NULL, run, (void *)who);
	pthread_join(thread, NULL);
}

static void *change_one(void *who)
{
	printf("raw: %ld\n", syscall(SYS_setresuid, -1, 1000, -1));
	print_ids((void *)who);
	in_thread(print_ids, "its thread");
	return NULL;
}

static void *change_all(void *who)
{
	printf("libc: %d\n", setresuid(1000, 1000, -1));
	return print_ids(who);
}

int main(void)
{
	print_ids("main");
	in_thread(change_one, "thread");
	print_ids("main");
	in_thread(change_all, "thread");
	print_ids("main");
	in_thread(print_ids, "new thread");
	return 0;
}
