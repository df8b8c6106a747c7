#include "acl.h"

#include <endian.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>

/* The attribute's layout is linux/posix_acl_xattr.h's, little endian, sorted by tag, then by id. */
enum { ACL_VERSION = 2, ENTRIES_MAX = 96, NO_ID = -1 };
enum {
	TAG_OWNER = 1,
	TAG_USER = 2,
	TAG_GROUP = 4,
	TAG_NAMED_GROUP = 8,
	TAG_MASK = 16,
	TAG_OTHER = 32
};

struct acl_entry {
	uint16_t tag, permissions;
	uint32_t id;
};

struct acl {
	uint32_t version;
	struct acl_entry entries[ENTRIES_MAX];
};

static const char attribute[] = "system.posix_acl_access";

static struct acl_entry make_entry(unsigned tag, unsigned permissions, uint32_t id)
{
	return (struct acl_entry){ htole16((uint16_t)tag), htole16((uint16_t)permissions),
		                   htole32(id) };
}

/* The list that a file without one has: its mode. */
static int read_mode(const char *path, struct acl *acl)
{
	struct stat status;
	if (stat(path, &status) < 0)
		return -errno;
	acl->version = htole32(ACL_VERSION);
	acl->entries[0] = make_entry(TAG_OWNER, (status.st_mode >> 6) & 7, (uint32_t)NO_ID);
	acl->entries[1] = make_entry(TAG_GROUP, (status.st_mode >> 3) & 7, (uint32_t)NO_ID);
	acl->entries[2] = make_entry(TAG_MASK, (status.st_mode >> 3) & 7, (uint32_t)NO_ID);
	acl->entries[3] = make_entry(TAG_OTHER, status.st_mode & 7, (uint32_t)NO_ID);
	return 4;
}

/* The number of entries, or -errno. */
static int read_acl(const char *path, struct acl *acl)
{
	ssize_t size = getxattr(path, attribute, acl, sizeof(*acl));
	if (size < 0)
		return errno == ENODATA ? read_mode(path, acl) : -errno;
	if ((size_t)size < sizeof(acl->version) || le32toh(acl->version) != ACL_VERSION)
		return -EOPNOTSUPP;
	return (int)(((size_t)size - sizeof(acl->version)) / sizeof(struct acl_entry));
}

static bool sorts_before(const struct acl_entry *left, const struct acl_entry *right)
{
	uint16_t left_tag = le16toh(left->tag), right_tag = le16toh(right->tag);
	if (left_tag != right_tag)
		return left_tag < right_tag;
	return le32toh(left->id) < le32toh(right->id);
}

static bool is_same(const struct acl_entry *left, const struct acl_entry *right)
{
	return left->tag == right->tag && left->id == right->id;
}

/* Puts the entry in its place, or widens the one that is there. The new number of entries. */
static int merge(struct acl *acl, int count, struct acl_entry entry)
{
	int at = 0;
	while (at < count && sorts_before(&acl->entries[at], &entry))
		at++;
	if (at < count && is_same(&acl->entries[at], &entry)) {
		acl->entries[at].permissions |= entry.permissions;
		return count;
	}
	if (count == ENTRIES_MAX)
		return -ENOSPC;
	memmove(&acl->entries[at + 1], &acl->entries[at], sizeof(entry) * (size_t)(count - at));
	acl->entries[at] = entry;
	return count + 1;
}

int acl_grant(const char *path, uid_t user, uint16_t permissions)
{
	struct acl acl;
	int count = read_acl(path, &acl);
	if (count >= 0)
		count = merge(&acl, count, make_entry(TAG_USER, permissions, user));
	if (count >= 0)
		count = merge(&acl, count, make_entry(TAG_MASK, permissions, (uint32_t)NO_ID));
	if (count < 0)
		return count;
	size_t size = offsetof(struct acl, entries) + sizeof(struct acl_entry) * (size_t)count;
	return setxattr(path, attribute, &acl, size, 0) < 0 ? -errno : 0;
}
