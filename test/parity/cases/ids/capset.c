/* capset gives up what there is, and takes nothing that there is not */
#include "parity.h"

#include <linux/capability.h>
#include <sys/syscall.h>

static void try(const char *what, uint32_t permitted, uint32_t effective, uint32_t inheritable)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct sets[2] = { { effective, permitted, inheritable }, { 0 } };
	long result = syscall(SYS_capset, &header, sets);
	printf("%s: %s\n", what, result == 0 ? "ok" : strerror(errno));
	memset(sets, 0, sizeof(sets));
	syscall(SYS_capget, &header, sets);
	printf("  %x %x %x\n", sets[0].permitted, sets[0].effective, sets[0].inheritable);
}

int main(void)
{
	uint32_t chown_bit = 1, setuid_bit = 1u << CAP_SETUID;
	printf("bounding: %d %d\n", prctl(PR_CAPBSET_READ, (long)CAP_SETUID),
	       prctl(PR_CAPBSET_READ, 99L));
	try("chown and setuid", chown_bit | setuid_bit, chown_bit, 0);
	try("effective beyond permitted", chown_bit, setuid_bit, 0);
	try("more", chown_bit | setuid_bit | 2, 0, 0);
	printf("setuid without the capability: %d\n", setuid(1234));
	try("effective again", chown_bit | setuid_bit, setuid_bit, 0);
	printf("setuid with it: %d\n", setuid(1234));
	try("after", chown_bit, 0, 0);
	struct __user_cap_header_struct header = { 1, 0 };
	printf("version: %ld", syscall(SYS_capget, &header, NULL));
	printf(" %x\n", header.version);
	printf("keep 2: %d\n", prctl(PR_SET_KEEPCAPS, 2L) == 0 ? 0 : errno);
	return 0;
}
