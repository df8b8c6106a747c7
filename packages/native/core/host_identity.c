#include "host_identity.h"

#include <errno.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/syscall.h>

#include "../real/real.h"
#include "host_entry.h"
#include "shared_bytes.h"

/* Each has two places, and the turn says which one counts. A writer fills the other one first: one that is killed
 * there leaves nothing half done. */
bool host_identity(struct context context, enum identity which, char text[IDENTITY_SIZE])
{
	if (context.network == NULL || context.network->is_compat)
		return false;
	const struct host_entry *entry = host_entry_alive(context.network, context.host);
	if (entry == NULL)
		return false;
	const struct given_identity *given = &entry->identities[which];
	char bytes[IDENTITY_ROOM];
	uint32_t turn = atomic_load(&given->turn), before;
	do {
		if (turn == 0)
			return false;
		before = turn;
		shared_load(bytes, given->texts[turn & 1], sizeof(bytes));
		turn = atomic_load(&given->turn);
	} while (turn != before);
	memcpy(text, bytes, IDENTITY_SIZE - 1);
	text[IDENTITY_SIZE - 1] = '\0';
	return true;
}

bool host_identity_may_be_set_by(pid_t thread)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, thread };
	struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
	return real(syscall)(SYS_capget, &header, sets) == 0 &&
	       (sets[CAP_TO_INDEX(CAP_SYS_ADMIN)].effective & CAP_TO_MASK(CAP_SYS_ADMIN)) != 0;
}

int host_identity_check(int length)
{
	return length < 0 || length >= IDENTITY_SIZE ? -EINVAL : 0;
}

static void give(struct given_identity *given, const char bytes[IDENTITY_ROOM])
{
	uint32_t turn = atomic_load(&given->turn) + 1;
	if (turn == 0)
		turn = 2;
	shared_store(given->texts[turn & 1], bytes, IDENTITY_ROOM);
	atomic_store(&given->turn, turn);
}

int host_identity_set(struct context context, enum identity which, const char *text, int length)
{
	char bytes[IDENTITY_ROOM] = "";
	struct network_lock lock;
	int result = context.network->is_compat ? -EPERM : host_identity_check(length);
	if (result == 0 && text == NULL && length > 0)
		result = -EFAULT;
	if (result < 0)
		return result;
	if (length > 0)
		memcpy(bytes, text, (size_t)length);
	network_lock(context.network, &lock);
	struct host_entry *entry = host_entry_alive(context.network, context.host);
	if (entry != NULL)
		give(&entry->identities[which], bytes);
	network_unlock(context.network, &lock);
	return entry == NULL ? -EPERM : 0;
}
