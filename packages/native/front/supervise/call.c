#include "call.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/ioctl.h>

/* Since Linux 6.6: who answers and who asks take turns on one processor. */
#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif

static int listener = -1;

/* Results that were not heard. */
static struct lost {
	struct call call;
	long result;
} lost[64];
static unsigned lost_next;

int call_start(int fd)
{
	/* No call has this id. */
	struct seccomp_notif_addfd nobody = { .id = UINT64_MAX,
		                              .flags = SECCOMP_ADDFD_FLAG_SEND,
		                              .srcfd = (uint32_t)fd };
	listener = fd;
	(void)ioctl(fd, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
	bool is_able = ioctl(fd, SECCOMP_IOCTL_NOTIF_ADDFD, &nobody) < 0 && errno == ENOENT;
	return is_able ? 0 : -ENOSYS;
}

bool call_receive(struct call *call)
{
	struct seccomp_notif heard = { 0 };
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &heard) < 0)
		return false;
	*call = (struct call){ .id = heard.id,
		               .thread = (pid_t)heard.pid,
		               .number = heard.data.nr };
	for (size_t i = 0; i < 6; i++)
		call->arguments[i] = heard.data.args[i];
	return true;
}

bool call_is_waiting(const struct call *call)
{
	uint64_t id = call->id;
	return ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &id) == 0;
}

static void remember(const struct call *call, long result)
{
	lost[lost_next++ % (sizeof(lost) / sizeof(*lost))] = (struct lost){ *call, result };
}

static bool is_same(const struct call *left, const struct call *right)
{
	return left->number == right->number &&
	       memcmp(left->arguments, right->arguments, sizeof(left->arguments)) == 0;
}

bool call_answer_again(const struct call *call)
{
	for (size_t i = 0; i < sizeof(lost) / sizeof(*lost); i++) {
		/* Others of the thread stay: the call may be one of its signal handler. */
		if (lost[i].call.thread == call->thread && is_same(&lost[i].call, call)) {
			lost[i].call.thread = 0;
			call_answer(call, lost[i].result);
			return true;
		}
	}
	return false;
}

void call_answer(const struct call *call, long result)
{
	struct seccomp_notif_resp response = { .id = call->id };
	if (result < 0)
		response.error = (int32_t)result;
	else
		response.val = result;
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response) < 0 && errno == ENOENT)
		remember(call, result);
}

void call_let_pass(const struct call *call)
{
	struct seccomp_notif_resp response = { .id = call->id,
		                               .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };
	(void)ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

static int add_descriptor(const struct call *call, int fd, uint32_t how, int at, uint32_t flags)
{
	struct seccomp_notif_addfd added = { .id = call->id,
		                             .flags = how,
		                             .srcfd = (uint32_t)fd,
		                             .newfd = (uint32_t)at,
		                             .newfd_flags = flags };
	int result = ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &added);
	/* ESRCH: a signal interrupted it while the descriptor was on its way. */
	if (result < 0)
		return errno == ESRCH ? -ENOENT : -errno;
	return result;
}

int call_answer_descriptor(const struct call *call, int fd, uint32_t flags)
{
	return add_descriptor(call, fd, SECCOMP_ADDFD_FLAG_SEND, 0, flags);
}

int call_replace_descriptor(const struct call *call, int fd, int at, uint32_t flags)
{
	int result = add_descriptor(call, fd, SECCOMP_ADDFD_FLAG_SETFD, at, flags);
	return result < 0 ? result : 0;
}
