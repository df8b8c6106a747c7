#include "filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

enum { CONTROL_FIRST = 0x8900, CONTROL_LAST = 0x89ff };
enum { X32_BIT = 0x40000000, INSTRUCTIONS_MAX = 128 };

static const int asked[] = {
	SYS_socket,       SYS_bind,        SYS_listen,        SYS_accept4,       SYS_connect,
	SYS_getsockname,  SYS_getpeername, SYS_setsockopt,    SYS_getsockopt,    SYS_shutdown,
	SYS_sendmsg,      SYS_recvmsg,     SYS_sendmmsg,      SYS_recvmmsg,      SYS_io_uring_setup,
	SYS_uname,        SYS_sethostname, SYS_setdomainname, SYS_epoll_create1,
#ifdef SYS_accept
	SYS_accept,
#endif
#ifdef SYS_epoll_create
	SYS_epoll_create,
#endif
};

/* With an address only: what is sent and received without one goes to the kernel as it is; but a unix socket
 * has no queue of errors. */
static const int asked_with_address[] = { SYS_sendto, SYS_recvfrom };
enum { ADDRESS_ARGUMENT = 4, FLAGS_ARGUMENT = 3 };

struct program {
	struct sock_filter code[INSTRUCTIONS_MAX];
	unsigned short length;
};

static void add(struct program *program, uint16_t code, uint32_t operand, uint8_t if_true,
                uint8_t if_false)
{
	program->code[program->length++] = (struct sock_filter){ code, if_true, if_false, operand };
}

static void load(struct program *program, size_t offset)
{
	add(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void finish_with(struct program *program, uint32_t action)
{
	add(program, BPF_RET | BPF_K, action, 0, 0);
}

/* Calls of another word size have other numbers. */
static void refuse_foreign_calls(struct program *program)
{
	load(program, offsetof(struct seccomp_data, arch));
	add(program, BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0);
	finish_with(program, SECCOMP_RET_ERRNO | ENOSYS);
	load(program, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
	add(program, BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1);
	finish_with(program, SECCOMP_RET_ERRNO | ENOSYS);
#endif
}

static void ask(struct program *program, int number)
{
	add(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1);
	finish_with(program, SECCOMP_RET_USER_NOTIF);
}

static void ask_with_address(struct program *program, int number)
{
	size_t address = offsetof(struct seccomp_data, args) + ADDRESS_ARGUMENT * sizeof(uint64_t);
	size_t flags = offsetof(struct seccomp_data, args) + FLAGS_ARGUMENT * sizeof(uint64_t);
	add(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 8);
	load(program, address);
	add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 5);
	load(program, address + sizeof(uint32_t));
	add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
	load(program, flags);
	add(program, BPF_JMP | BPF_JSET | BPF_K, MSG_ERRQUEUE, 1, 0);
	finish_with(program, SECCOMP_RET_ALLOW);
	finish_with(program, SECCOMP_RET_USER_NOTIF);
}

/* Of ioctl() what is about sockets and their devices. */
static void ask_control(struct program *program)
{
	size_t request = offsetof(struct seccomp_data, args) + sizeof(uint64_t);
	add(program, BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, 5);
	load(program, request);
	add(program, BPF_JMP | BPF_JGE | BPF_K, CONTROL_FIRST, 0, 1);
	add(program, BPF_JMP | BPF_JGT | BPF_K, CONTROL_LAST, 0, 1);
	finish_with(program, SECCOMP_RET_ALLOW);
	finish_with(program, SECCOMP_RET_USER_NOTIF);
}

static void build(struct program *program)
{
	program->length = 0;
	refuse_foreign_calls(program);
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++)
		ask(program, asked[i]);
	for (size_t i = 0; i < sizeof(asked_with_address) / sizeof(*asked_with_address); i++)
		ask_with_address(program, asked_with_address[i]);
	ask_control(program);
	finish_with(program, SECCOMP_RET_ALLOW);
}

int filter_install(void)
{
	struct program program;
	build(&program);
	struct sock_fprog filter = { program.length, program.code };
	/* What runs as root may stay able to change its user. */
	long listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
	                        SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
	if (listener < 0 && errno == EACCES && prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) == 0)
		listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		                   SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
	return listener < 0 ? -errno : (int)listener;
}
