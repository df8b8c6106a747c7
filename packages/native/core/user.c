#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "acl.h"
#include "network_file.h"
#include "real/libc.h"
#include "real/real.h"
#include "tls_keys.h"

static int find_user(struct network_file *file, uid_t uid)
{
	for (int i = 0; i < USERS_MAX; i++) {
		uint32_t user = atomic_load_explicit(&file->users[i], memory_order_acquire);
		if (user == 0)
			return -ENOENT;
		if (user == uid + 1)
			return i;
	}
	return -ENOSPC;
}

bool network_admits_user(const struct network *network, uid_t uid)
{
	return find_user(network->file, uid) >= 0;
}

bool network_admits_peer(const struct network *network, int fd)
{
	struct ucred peer;
	socklen_t length = sizeof(peer);
	return libc(getsockopt)(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 &&
	       network_admits_user(network, peer.uid);
}

static void add_user(struct network_file *file, uid_t uid)
{
	uint32_t count = atomic_load(&file->user_count);
	if (find_user(file, uid) != -ENOENT || count >= USERS_MAX)
		return;
	atomic_store(&file->users[count], uid + 1);
	atomic_store(&file->user_count, count + 1);
}

static void open_journal_to(const struct network *network, uid_t uid)
{
	char path[TLS_KEYS_PATH_SIZE];
	snprintf(path, sizeof(path), "%s/journal", network->directory);
	acl_grant(path, uid, ACL_READ | ACL_WRITE | ACL_EXECUTE);
	if (tls_keys_path(network, path))
		acl_grant(path, uid, ACL_READ | ACL_WRITE);
}

/* Without the right to do so the user stays outside: a program that it starts then stops with a
 * line that says so. */
static void open_files_to(const struct network *network, uid_t uid)
{
	char path[NETWORK_DIRECTORY_MAX + sizeof("/network")];
	snprintf(path, sizeof(path), "%s/network", network->directory);
	acl_grant(network->directory, uid, ACL_READ | ACL_WRITE | ACL_EXECUTE);
	acl_grant(path, uid, ACL_READ | ACL_WRITE);
	if (network->file->journal_capacity != 0)
		open_journal_to(network, uid);
}

void network_admit_user(struct network *network, uid_t uid)
{
	if (network_admits_user(network, uid))
		return;
	int saved_errno = errno;
	struct network_lock lock;
	network_lock(network, &lock);
	add_user(network->file, uid);
	if (uid != libc(geteuid)())
		open_files_to(network, uid);
	network_unlock(network, &lock);
	errno = saved_errno;
}

void network_open_journal(struct network *network)
{
	int saved_errno = errno;
	struct network_lock lock;
	network_lock(network, &lock);
	for (int i = 0; i < USERS_MAX; i++) {
		uint32_t user = atomic_load(&network->file->users[i]);
		if (user != 0 && user - 1 != libc(geteuid)())
			open_journal_to(network, user - 1);
	}
	network_unlock(network, &lock);
	errno = saved_errno;
}
