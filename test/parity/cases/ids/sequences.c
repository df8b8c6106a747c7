/* many sequences of calls that change ids give the same results, ids, groups and capabilities */
#include "parity.h"

#include <grp.h>
#include <linux/capability.h>
#include <sys/fsuid.h>
#include <sys/syscall.h>

static unsigned state = 1;

static unsigned pick(unsigned count)
{
	state = state * 1103515245 + 12345;
	return (state >> 16) % count;
}

static uint32_t pick_id(void)
{
	static const uint32_t ids[] = { UINT32_MAX, 0, 1, 1000, 1001, 1002 };
	return ids[pick(6)];
}

static void print_state(const char *what, long result, int error)
{
	uid_t r, e, s;
	gid_t gr, ge, gs, groups[16];
	getresuid(&r, &e, &s);
	getresgid(&gr, &ge, &gs);
	int count = getgroups(16, groups);
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct sets[2] = { { 0 } };
	syscall(SYS_capget, &header, sets);
	printf("%s = %ld %s: %d %d %d %d, %d %d %d %d,", what, result,
	       error == 0 ? "" : strerror(error), (int)r, (int)e, (int)s, setfsuid(-1), (int)gr,
	       (int)ge, (int)gs, setfsgid(-1));
	for (int i = 0; i < count; i++)
		printf(" %d", (int)groups[i]);
	printf(", %x %x %x %d\n", sets[0].permitted, sets[0].effective, sets[0].inheritable,
	       prctl(PR_GET_KEEPCAPS));
}

static void call(void)
{
	uint32_t a = pick_id(), b = pick_id(), c = pick_id();
	gid_t groups[] = { a, b, c };
	char what[100];
	long result;
	errno = 0;
#define CALL(format, call, ...) \
	result = call; \
	int error = result < 0 && errno != 0 ? errno : 0; \
	snprintf(what, sizeof(what), format, __VA_ARGS__); \
	print_state(what, result, error); \
	break;
	switch (pick(14)) {
	case 0: {
		CALL("setuid(%d)", setuid(a), (int)a)
	}
	case 1: {
		CALL("seteuid(%d)", seteuid(a), (int)a)
	}
	case 2: {
		CALL("setreuid(%d, %d)", setreuid(a, b), (int)a, (int)b)
	}
	case 3: {
		CALL("setresuid(%d, %d, %d)", setresuid(a, b, c), (int)a, (int)b, (int)c)
	}
	case 4: {
		CALL("setgid(%d)", setgid(a), (int)a)
	}
	case 5: {
		CALL("setegid(%d)", setegid(a), (int)a)
	}
	case 6: {
		CALL("setregid(%d, %d)", setregid(a, b), (int)a, (int)b)
	}
	case 7: {
		CALL("setresgid(%d, %d, %d)", setresgid(a, b, c), (int)a, (int)b, (int)c)
	}
	case 8: {
		CALL("setfsuid(%d)", setfsuid(a), (int)a)
	}
	case 9: {
		CALL("setfsgid(%d)", setfsgid(a), (int)a)
	}
	case 10: {
		CALL("setgroups(3, %d %d %d)", setgroups(3, groups), (int)a, (int)b, (int)c)
	}
	case 11: {
		CALL("setresuid(%d, %d, -1)", setresuid(a, b, -1), (int)a, (int)b)
	}
	case 12: {
		CALL("keep(%d)", prctl(PR_SET_KEEPCAPS, (long)(a == 1)), a == 1)
	}
	default: {
		CALL("setresuid(-1, %d, -1)", (int)syscall(SYS_setresuid, -1, a, -1), (int)a)
	}
	}
}

int main(void)
{
	for (int round = 0; round < 150; round++) {
		fflush(stdout);
		if (fork() == 0) {
			state = (unsigned)round;
			printf("round %d\n", round);
			for (int i = 0; i < 12; i++)
				call();
			fflush(stdout);
			_exit(0);
		}
		wait(NULL);
	}
	return 0;
}
