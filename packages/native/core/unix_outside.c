#include "unix_outside.h"

#include "../real/real.h"
#include "renew.h"
#include "unix_judge.h"

static void judge(struct context context, const struct sockaddr_un *address, socklen_t length,
                  struct unix_judgement *judgement)
{
	unix_judge(context, &(struct unix_name){ address, length, AT_FDCWD, NULL }, judgement);
}

static int read_int(int fd, int name)
{
	int value = -1;
	socklen_t length = sizeof(value);
	return real(getsockopt)(fd, SOL_SOCKET, name, &value, &length) == 0 ? value : -1;
}

/* The program finds its socket unconnected, as after any refusal. */
static void disconnect(int fd, int type)
{
	real(shutdown)(fd, SHUT_RDWR);
	int fresh = real(socket)(AF_UNIX, type | SOCK_CLOEXEC, 0);
	if (fresh < 0)
		return;
	real(fcntl)(fresh, F_SETFL, real(fcntl)(fd, F_GETFL));
	real_put_in_place(fresh, fd);
	real(close)(fresh);
}

static int connect_and_look(struct context context, int fd, int type,
                            const struct sockaddr_un *address, socklen_t length,
                            const struct unix_judgement *judgement)
{
	int result = kernel_result(real(connect)(fd, (const struct sockaddr *)address, length));
	if (result < 0 || unix_has_near_peer(context, fd))
		return result;
	disconnect(fd, type);
	return unix_refuse(context, judgement);
}

int unix_connect(struct context context, int fd, const struct sockaddr_un *address,
                 socklen_t length)
{
	struct unix_judgement judgement = { .answer = UNIX_FREE };
	int type = read_int(fd, SO_TYPE);
	if (read_int(fd, SO_DOMAIN) == AF_UNIX)
		judge(context, address, length, &judgement);
	if (judgement.answer == UNIX_DENIED ||
	    (judgement.answer == UNIX_UNKNOWN && type == SOCK_DGRAM &&
	     unix_try_datagram(address, length) == 0))
		return unix_refuse(context, &judgement);
	if (judgement.answer == UNIX_UNKNOWN && type != SOCK_DGRAM)
		return connect_and_look(context, fd, type, address, length, &judgement);
	return kernel_result(real(connect)(fd, (const struct sockaddr *)address, length));
}

int unix_check_destination(struct context context, int fd, const struct sockaddr_un *address,
                           socklen_t length)
{
	struct unix_judgement judgement;
	if (read_int(fd, SO_DOMAIN) != AF_UNIX || read_int(fd, SO_TYPE) != SOCK_DGRAM)
		return 0;
	judge(context, address, length, &judgement);
	if (judgement.answer == UNIX_FREE ||
	    (judgement.answer == UNIX_UNKNOWN && unix_try_datagram(address, length) < 0))
		return 0;
	return unix_refuse(context, &judgement);
}
