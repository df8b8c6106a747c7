#include "capability_calls.h"

#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "believed.h"
#include "capabilities.h"
#include "../core/hook.h"
#include "next.h"
#include "privileges.h"

/* How many words each set has; 0: the version is none, and the header now says which one would be. */
static int words_of(struct __user_cap_header_struct *header)
{
	switch (header->version) {
	case _LINUX_CAPABILITY_VERSION_1:
		return _LINUX_CAPABILITY_U32S_1;
	case _LINUX_CAPABILITY_VERSION_2:
	case _LINUX_CAPABILITY_VERSION_3:
		return _LINUX_CAPABILITY_U32S_3;
	default:
		header->version = _LINUX_CAPABILITY_VERSION_3;
		return 0;
	}
}

static bool is_self(int pid)
{
	return pid == 0 || pid == gettid();
}

long capability_get(void *given_header, void *given_data)
{
	struct __user_cap_header_struct *header = given_header;
	struct __user_cap_data_struct *data = given_data;
	if (header == NULL)
		return -EFAULT;
	if (header->pid < 0)
		return -EINVAL;
	int words = words_of(header);
	if (words == 0)
		return data == NULL ? 0 : -EINVAL;
	if (data == NULL)
		return 0;
	if (!is_self(header->pid) && next(syscall)(SYS_capget, header, data) < 0)
		return -errno;
	struct standing standing;
	believed_read(&standing);
	for (int i = 0; i < words; i++) {
		data[i].effective = (uint32_t)(standing.effective >> (32 * i));
		data[i].permitted = (uint32_t)(standing.permitted >> (32 * i));
		data[i].inheritable = (uint32_t)(standing.inheritable >> (32 * i));
	}
	return 0;
}

static int apply_set(struct credentials *of, const struct change *change)
{
	const uint64_t *sets = change->data;
	return capabilities_set(of, sets[0], sets[1], sets[2]);
}

long capability_set(void *given_header, const void *given_data)
{
	struct __user_cap_header_struct *header = given_header;
	const struct __user_cap_data_struct *data = given_data;
	uint64_t sets[3] = { 0 };
	if (header == NULL)
		return -EFAULT;
	int words = words_of(header);
	if (words == 0)
		return -EINVAL;
	if (!is_self(header->pid))
		return -EPERM;
	if (data == NULL)
		return -EFAULT;
	for (int i = 0; i < words; i++) {
		sets[0] |= (uint64_t)data[i].permitted << (32 * i);
		sets[1] |= (uint64_t)data[i].effective << (32 * i);
		sets[2] |= (uint64_t)data[i].inheritable << (32 * i);
	}
	for (int i = 0; i < 3; i++)
		sets[i] &= EVERY_CAPABILITY;
	if (privilege_answer(PRIVILEGE_CAPSET) == PRIVILEGE_IS_REFUSED)
		return privilege_record(PRIVILEGE_CAPSET, "", -EPERM);
	const struct change change = { .apply = apply_set, .data = sets, .is_of_thread = true };
	return privilege_record(PRIVILEGE_CAPSET, "", believed_change(&change));
}

static int apply_keep(struct credentials *of, const struct change *change)
{
	if (change->ids[0] > 1)
		return -EINVAL;
	if ((of->securebits & SECBIT_KEEP_CAPS_LOCKED) != 0)
		return -EPERM;
	of->securebits &= ~(uint32_t)SECBIT_KEEP_CAPS;
	of->securebits |= change->ids[0] == 1 ? SECBIT_KEEP_CAPS : 0;
	return 0;
}

static int apply_securebits(struct credentials *of, const struct change *change)
{
	uint32_t bits = change->ids[0], locks = of->securebits & SECURE_ALL_LOCKS;
	bool unlocks = ((locks >> 1) & (of->securebits ^ bits)) != 0 || (locks & ~bits) != 0;
	if (unlocks || (bits & ~(uint32_t)(SECURE_ALL_BITS | SECURE_ALL_LOCKS)) != 0 ||
	    !credentials_can(of, CAP_SETPCAP))
		return -EPERM;
	of->securebits = bits;
	return 0;
}

static int apply_drop(struct credentials *of, const struct change *change)
{
	if (!credentials_can(of, CAP_SETPCAP))
		return -EPERM;
	if (change->ids[0] > CAP_LAST_CAP)
		return -EINVAL;
	of->bounding &= ~(UINT64_C(1) << change->ids[0]);
	return 0;
}

static int apply_no_new(struct credentials *of, const struct change *change)
{
	(void)change;
	of->has_no_new_privileges = 1;
	return 0;
}

static long change_one(int (*apply)(struct credentials *, const struct change *),
                       unsigned long value)
{
	if (privilege_answer(PRIVILEGE_PRCTL) == PRIVILEGE_IS_REFUSED)
		return -EPERM;
	uint32_t id = value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
	return believed_change(
		&(struct change){ .apply = apply, .ids = { id }, .is_of_thread = true });
}

static long read_bounding(const struct standing *of, unsigned long capability)
{
	return capability > CAP_LAST_CAP ? -EINVAL : (long)((of->bounding >> capability) & 1);
}

static bool is_change(long operation)
{
	return operation == PR_SET_KEEPCAPS || operation == PR_SET_SECUREBITS ||
	       operation == PR_CAPBSET_DROP || operation == PR_SET_NO_NEW_PRIVS;
}

static bool answer_prctl(long operation, const unsigned long a[4], long *result)
{
	struct standing standing;
	believed_read(&standing);
	switch (operation) {
	case PR_SET_KEEPCAPS:
		*result = change_one(apply_keep, a[0]);
		return true;
	case PR_GET_KEEPCAPS:
		*result = (standing.securebits & SECBIT_KEEP_CAPS) != 0;
		return true;
	case PR_SET_SECUREBITS:
		*result = change_one(apply_securebits, a[0]);
		return true;
	case PR_GET_SECUREBITS:
		*result = (long)standing.securebits;
		return true;
	case PR_CAPBSET_READ:
		*result = read_bounding(&standing, a[0]);
		return true;
	case PR_CAPBSET_DROP:
		*result = change_one(apply_drop, a[0]);
		return true;
	case PR_SET_NO_NEW_PRIVS:
		*result = a[0] != 1 || a[1] != 0 || a[2] != 0 || a[3] != 0
		                  ? -EINVAL
		                  : change_one(apply_no_new, 0);
		return true;
	case PR_GET_NO_NEW_PRIVS:
		*result = (long)standing.has_no_new_privileges;
		return true;
	default:
		return false;
	}
}

bool capability_prctl(long operation, const unsigned long a[4], long *result)
{
	bool is_about = answer_prctl(operation, a, result);
	if (is_about && is_change(operation))
		(void)privilege_record_number(PRIVILEGE_PRCTL, operation, *result);
	return is_about;
}

HOOK int capget(void *header, void *data)
{
	if (!believed_is_on())
		return next(capget)(header, data);
	return (int)finish(errno, capability_get(header, data));
}

HOOK int capset(void *header, const void *data)
{
	if (!believed_is_on())
		return next(capset)(header, data);
	return (int)finish(errno, capability_set(header, data));
}
