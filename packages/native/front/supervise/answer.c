#include <errno.h>
#include <linux/io_uring.h>
#include <sys/syscall.h>

#include "answers.h"
#include "core/io_uring.h"
#include "instances.h"
#include "outside_call.h"

static void answer_io_uring(const struct call *call)
{
	struct io_uring_params params;
	bool has_params = call_read(call, call->arguments[1], &params, sizeof(params)) == 0;
	if (io_uring_is_refused(context_current(), (unsigned)call->arguments[0],
	                        has_params ? &params : NULL))
		call_answer(call, -ENOSYS);
	else
		call_let_pass(call);
}

static bool is_instance(const struct call *call)
{
#ifdef SYS_epoll_create
	if (call->number == SYS_epoll_create)
		return true;
#endif
	return call->number == SYS_epoll_create1;
}

static void answer_for(const struct call *call, struct stand_in *stand_in)
{
	switch (call->number) {
	case SYS_bind:
		return answer_bind(call, stand_in);
	case SYS_listen:
		return answer_listen(call, stand_in);
#ifdef SYS_accept
	case SYS_accept:
#endif
	case SYS_accept4:
		return answer_accept(call, stand_in);
	case SYS_connect:
		return answer_connect(call, stand_in);
	case SYS_shutdown:
		return answer_shutdown(call, stand_in);
	case SYS_getsockname:
	case SYS_getpeername:
		return answer_name(call, stand_in);
	case SYS_setsockopt:
		return answer_set_option(call, stand_in);
	case SYS_getsockopt:
		return answer_get_option(call, stand_in);
	case SYS_sendto:
	case SYS_sendmsg:
	case SYS_sendmmsg:
		return answer_send(call, stand_in);
	default:
		return answer_receive(call, stand_in);
	}
}

void answer(const struct call *call)
{
	loop_settle();
	if (call_answer_again(call))
		return;
	if (call->number == SYS_socket)
		return answer_socket(call);
	if (call->number == SYS_io_uring_setup)
		return answer_io_uring(call);
	if (call->number == SYS_uname || call->number == SYS_sethostname ||
	    call->number == SYS_setdomainname)
		return answer_identity(call);
	if (is_instance(call))
		return answer_instance(call);
	struct stand_in *stand_in = stand_in_of(call, (int)call->arguments[0]);
	if (call->number == SYS_ioctl)
		return answer_control(call, stand_in);
	if (stand_in == NULL || stand_in->kind == REAL_IP)
		return answer_outside(call, stand_in);
	if (stand_in->kind == NATIVE)
		stand_in_hear();
	answer_for(call, stand_in);
}
