/* ioctl(): what a program asks a socket about network interfaces. */
#include <errno.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stddef.h>

#include "answers.h"
#include "core/interface_control.h"

enum { REQUESTS_OF_DEVICES = 0x8910, LIST_MAX = 65536 };

static int list(const struct call *call, int family)
{
	static char entries[LIST_MAX];
	struct ifconf wanted, list;
	uint64_t at = call->arguments[2];
	if (call_read(call, at, &wanted, sizeof(wanted)) < 0)
		return -EFAULT;
	list = wanted;
	if (list.ifc_len > LIST_MAX)
		list.ifc_len = LIST_MAX;
	if (wanted.ifc_buf != NULL)
		list.ifc_buf = entries;
	int result = interface_control(context_current(), family, SIOCGIFCONF, &list);
	if (result == 0 && wanted.ifc_buf != NULL)
		result = call_write(call, (uintptr_t)wanted.ifc_buf, entries, (size_t)list.ifc_len);
	wanted.ifc_len = list.ifc_len;
	return result < 0 ? result : call_write(call, at, &wanted, sizeof(wanted));
}

static int ask(const struct call *call, int family, unsigned long request)
{
	struct ifreq entry;
	if (request == SIOCGIFCONF)
		return list(call, family);
	if (call_read(call, call->arguments[2], &entry, sizeof(entry)) < 0)
		return -EFAULT;
	int result = interface_control(context_current(), family, request, &entry);
	return result < 0 ? result : call_write(call, call->arguments[2], &entry, sizeof(entry));
}

static bool is_about_devices(unsigned long request)
{
	return request >= REQUESTS_OF_DEVICES && request != SIOCOUTQNSD;
}

/* libc asks a unix socket. Netlink shows the machine's interfaces: a program that has one from there may ask for its
 * name and flags. */
void answer_control(const struct call *call, const struct stand_in *stand_in)
{
	unsigned long request = (unsigned)call->arguments[1];
	struct caller_descriptor found;
	struct socket *socket = stand_in == NULL ? NULL : stand_in_socket(stand_in);
	if (socket != NULL && socket->type == SOCK_DGRAM && request == SIOCATMARK)
		return call_answer(call, -ENOTTY);
	bool is_here = socket != NULL ||
	               (stand_in == NULL && call_look_up(call, (int)call->arguments[0], &found) &&
	                found.is_socket);
	if (!is_here || !is_about_devices(request))
		return call_let_pass(call);
	int result = ask(call, socket == NULL ? AF_UNIX : socket->family, request);
	if (result == -ENODEV && (request == SIOCGIFNAME || request == SIOCGIFFLAGS))
		return call_let_pass(call);
	call_answer(call, result);
}
