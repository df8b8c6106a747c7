#include "machine.h"

#include <linux/capability.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "next.h"
#include "privileges.h"

/* The kernel refuses the calls, so raw ones and programs that cannot be hooked are refused too. */
static const unsigned char capabilities[] = {
	CAP_SYS_TIME,      CAP_SYS_BOOT,        CAP_SYS_MODULE, CAP_SYS_RAWIO,
	CAP_SYS_PACCT,     CAP_SYSLOG,          CAP_NET_ADMIN,  CAP_MAC_ADMIN,
	CAP_MAC_OVERRIDE,  CAP_LINUX_IMMUTABLE, CAP_WAKE_ALARM, CAP_BLOCK_SUSPEND,
	CAP_AUDIT_CONTROL, CAP_SYS_TTY_CONFIG,  CAP_SYS_ADMIN,
};

/* Namespaces and mounts that the test wants to be real need it. */
static bool is_kept(int capability)
{
	return capability == CAP_SYS_ADMIN &&
	       privilege_answer(PRIVILEGE_UNSHARE) == PRIVILEGE_IS_REAL;
}

/* What the next program would gain by being root's. */
static void shrink_bounding(int capability)
{
	if (next(syscall)(SYS_prctl, (long)PR_CAPBSET_READ, (long)capability, 0L, 0L, 0L) == 1)
		(void)next(syscall)(SYS_prctl, (long)PR_CAPBSET_DROP, (long)capability, 0L, 0L, 0L);
}

void machine_renounce(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
	uint32_t lost[_LINUX_CAPABILITY_U32S_3] = { 0 };
	if (next(syscall)(SYS_capget, &header, sets) != 0 ||
	    (sets[0].permitted | sets[1].permitted) == 0)
		return;
	for (size_t i = 0; i < sizeof(capabilities); i++) {
		if (is_kept(capabilities[i]))
			continue;
		shrink_bounding(capabilities[i]);
		lost[capabilities[i] / 32] |= UINT32_C(1) << capabilities[i] % 32;
	}
	for (int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
		sets[i].permitted &= ~lost[i];
		sets[i].effective &= ~lost[i];
		sets[i].inheritable &= ~lost[i];
	}
	(void)next(syscall)(SYS_capset, &header, sets);
}
