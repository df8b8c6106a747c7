/* Who is at the other end of a unix socket: SO_PEERCRED and SCM_CREDENTIALS, see unix(7). */
#include <linux/capability.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "believed.h"
#include "believers.h"
#include "../core/hook.h"
#include "next.h"

HOOK int getsockopt(int fd, int level, int name, void *value, socklen_t *length)
{
	int result = next(getsockopt)(fd, level, name, value, length);
	struct ucred *peer = value;
	if (result == 0 && level == SOL_SOCKET && name == SO_PEERCRED && believed_is_on() &&
	    *length >= sizeof(*peer))
		(void)believers_find(peer->pid, ID_EFFECTIVE, &peer->uid, &peer->gid);
	return result;
}

static struct cmsghdr *find_credentials(const struct msghdr *message)
{
	struct msghdr *walk = (struct msghdr *)message;
	for (struct cmsghdr *at = CMSG_FIRSTHDR(walk); at != NULL; at = CMSG_NXTHDR(walk, at))
		if (at->cmsg_level == SOL_SOCKET && at->cmsg_type == SCM_CREDENTIALS &&
		    at->cmsg_len >= CMSG_LEN(sizeof(struct ucred)))
			return at;
	return NULL;
}

static bool is_own(const uint32_t ids[IDS], uint32_t id)
{
	return ids[ID_REAL] == id || ids[ID_EFFECTIVE] == id || ids[ID_SAVED] == id;
}

static bool may_claim(const struct ucred *claim)
{
	struct standing own;
	believed_read(&own);
	return (is_own(own.users, claim->uid) || credentials_can(&own, CAP_SETUID)) &&
	       (is_own(own.groups, claim->gid) || credentials_can(&own, CAP_SETGID));
}

/* The kernel gets the real ids, which it would refuse others for. */
static ssize_t send_claim(int fd, const struct msghdr *message, const struct cmsghdr *header,
                          int flags)
{
	enum { CONTROL_MAX = 4096 };
	_Alignas(struct cmsghdr) char control[CONTROL_MAX];
	struct ucred claim;
	memcpy(&claim, CMSG_DATA(header), sizeof(claim));
	if (message->msg_controllen > sizeof(control))
		return next(sendmsg)(fd, message, flags);
	if (!may_claim(&claim)) {
		errno = EPERM;
		return -1;
	}
	claim.uid = next(getuid)();
	claim.gid = next(getgid)();
	memcpy(control, message->msg_control, message->msg_controllen);
	size_t offset =
		(size_t)((const char *)CMSG_DATA(header) - (const char *)message->msg_control);
	memcpy(control + offset, &claim, sizeof(claim));
	struct msghdr changed = *message;
	changed.msg_control = control;
	return next(sendmsg)(fd, &changed, flags);
}

HOOK ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	const struct cmsghdr *header = NULL;
	if (believed_is_on() && message != NULL && message->msg_controllen > 0 &&
	    message->msg_control != NULL)
		header = find_credentials(message);
	return header == NULL ? next(sendmsg)(fd, message, flags)
	                      : send_claim(fd, message, header, flags);
}

HOOK ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	ssize_t result = next(recvmsg)(fd, message, flags);
	if (result < 0 || !believed_is_on() || message->msg_controllen == 0)
		return result;
	struct cmsghdr *header = find_credentials(message);
	struct ucred sender;
	if (header == NULL)
		return result;
	memcpy(&sender, CMSG_DATA(header), sizeof(sender));
	if (believers_find(sender.pid, ID_REAL, &sender.uid, &sender.gid))
		memcpy(CMSG_DATA(header), &sender, sizeof(sender));
	return result;
}
