/* The only door to the real libc: one pointer per function that the shim replaces. */
#ifndef SOCKETWRAP_REAL_H
#define SOCKETWRAP_REAL_H

#include <dirent.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <unistd.h>

struct __res_state; /* <resolv.h> makes macros of names that <elf.h> uses */

/* Each entry: return type, name, parameter types. Real functions are called as `real(name)(…)`. */
#define REAL_FUNCTIONS(X) \
	X(int, accept4, (int, struct sockaddr *, socklen_t *, int)) \
	X(int, bind, (int, const struct sockaddr *, socklen_t)) \
	X(int, chroot, (const char *)) \
	X(int, close, (int)) \
	X(int, close_range, (unsigned, unsigned, int)) \
	X(void, closefrom, (int)) \
	X(int, connect, (int, const struct sockaddr *, socklen_t)) \
	X(int, daemon, (int, int)) \
	X(int, dup, (int)) \
	X(int, dup2, (int, int)) \
	X(int, dup3, (int, int, int)) \
	X(int, execve, (const char *, char *const[], char *const[])) \
	X(int, execveat, (int, const char *, char *const[], char *const[], int)) \
	X(int, execvpe, (const char *, char *const[], char *const[])) \
	X(int, fclose, (FILE *)) \
	X(int, fcntl, (int, int, ...)) \
	X(int, fcntl64, (int, int, ...)) \
	X(int, fexecve, (int, char *const[], char *const[])) \
	X(FILE *, freopen, (const char *, const char *, FILE *)) \
	X(FILE *, freopen64, (const char *, const char *, FILE *)) \
	X(unsigned, if_nametoindex, (const char *)) \
	X(char *, if_indextoname, (unsigned, char *)) \
	X(struct if_nameindex *, if_nameindex, (void)) \
	X(struct hostent *, gethostbyaddr, (const void *, socklen_t, int)) \
	X(int, gethostbyaddr_r, \
	  (const void *, socklen_t, int, struct hostent *, char *, size_t, struct hostent **, \
	   int *)) \
	X(struct hostent *, gethostbyname, (const char *)) \
	X(struct hostent *, gethostbyname2, (const char *, int)) \
	X(int, gethostbyname_r, \
	  (const char *, struct hostent *, char *, size_t, struct hostent **, int *)) \
	X(int, gethostbyname2_r, \
	  (const char *, int, struct hostent *, char *, size_t, struct hostent **, int *)) \
	X(void, sethostent, (int)) \
	X(void, endhostent, (void)) \
	X(struct hostent *, gethostent, (void)) \
	X(int, gethostent_r, (struct hostent *, char *, size_t, struct hostent **, int *)) \
	X(int, __res_init, (void)) \
	X(int, __res_ninit, (struct __res_state *)) \
	X(int, res_nsend, \
	  (struct __res_state *, const unsigned char *, int, unsigned char *, int)) \
	X(int, res_send, (const unsigned char *, int, unsigned char *, int)) \
	X(int, res_nquery, (struct __res_state *, const char *, int, int, unsigned char *, int)) \
	X(int, res_query, (const char *, int, int, unsigned char *, int)) \
	X(int, res_nquerydomain, \
	  (struct __res_state *, const char *, const char *, int, int, unsigned char *, int)) \
	X(int, res_querydomain, (const char *, const char *, int, int, unsigned char *, int)) \
	X(int, res_nsearch, (struct __res_state *, const char *, int, int, unsigned char *, int)) \
	X(int, res_search, (const char *, int, int, unsigned char *, int)) \
	X(int, gethostname, (char *, size_t)) \
	X(int, __gethostname_chk, (char *, size_t, size_t)) \
	X(int, getnameinfo, \
	  (const struct sockaddr *, socklen_t, char *, socklen_t, char *, socklen_t, int)) \
	X(int, getaddrinfo, \
	  (const char *, const char *, const struct addrinfo *, struct addrinfo **)) \
	X(int, getaddrinfo_a, (int, struct gaicb **, int, struct sigevent *)) \
	X(int, getifaddrs, (struct ifaddrs **)) \
	X(int, getpeername, (int, struct sockaddr *, socklen_t *)) \
	X(int, getsockname, (int, struct sockaddr *, socklen_t *)) \
	X(int, getsockopt, (int, int, int, void *, socklen_t *)) \
	X(int, ioctl, (int, unsigned long, ...)) \
	X(int, listen, (int, int)) \
	X(int, epoll_ctl, (int, int, int, struct epoll_event *)) \
	X(int, epoll_pwait, (int, struct epoll_event *, int, int, const sigset_t *)) \
	X(int, epoll_pwait2, \
	  (int, struct epoll_event *, int, const struct timespec *, const sigset_t *)) \
	X(int, poll, (struct pollfd *, nfds_t, int)) \
	X(int, ppoll, (struct pollfd *, nfds_t, const struct timespec *, const sigset_t *)) \
	X(int, __poll_chk, (struct pollfd *, nfds_t, int, size_t)) \
	X(int, __ppoll_chk, \
	  (struct pollfd *, nfds_t, const struct timespec *, const sigset_t *, size_t)) \
	X(FILE *, popen, (const char *, const char *)) \
	X(int, posix_spawn, \
	  (pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, \
	   char *const[], char *const[])) \
	X(int, posix_spawnp, \
	  (pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, \
	   char *const[], char *const[])) \
	X(FILE *, fopen, (const char *, const char *)) \
	X(FILE *, fopen64, (const char *, const char *)) \
	X(FILE *, freopen, (const char *, const char *, FILE *)) \
	X(FILE *, freopen64, (const char *, const char *, FILE *)) \
	X(int, open, (const char *, int, ...)) \
	X(int, open64, (const char *, int, ...)) \
	X(int, openat, (int, const char *, int, ...)) \
	X(int, openat64, (int, const char *, int, ...)) \
	X(int, __open_2, (const char *, int)) \
	X(int, __open64_2, (const char *, int)) \
	X(int, __openat_2, (int, const char *, int)) \
	X(int, __openat64_2, (int, const char *, int)) \
	X(ssize_t, read, (int, void *, size_t)) \
	X(ssize_t, readv, (int, const struct iovec *, int)) \
	X(ssize_t, recvmsg, (int, struct msghdr *, int)) \
	X(ssize_t, recv, (int, void *, size_t, int)) \
	X(ssize_t, recvfrom, (int, void *, size_t, int, struct sockaddr *, socklen_t *)) \
	X(int, recvmmsg, (int, struct mmsghdr *, unsigned, int, struct timespec *)) \
	X(ssize_t, send, (int, const void *, size_t, int)) \
	X(ssize_t, sendto, (int, const void *, size_t, int, const struct sockaddr *, socklen_t)) \
	X(ssize_t, sendmsg, (int, const struct msghdr *, int)) \
	X(int, sendmmsg, (int, struct mmsghdr *, unsigned, int)) \
	X(ssize_t, sendfile, (int, int, off_t *, size_t)) \
	X(ssize_t, sendfile64, (int, int, off64_t *, size_t)) \
	X(int, setegid, (gid_t)) \
	X(int, seteuid, (uid_t)) \
	X(int, setgid, (gid_t)) \
	X(int, setregid, (gid_t, gid_t)) \
	X(int, setresgid, (gid_t, gid_t, gid_t)) \
	X(int, setresuid, (uid_t, uid_t, uid_t)) \
	X(int, chroot, (const char *)) \
	X(int, setreuid, (uid_t, uid_t)) \
	X(int, getdomainname, (char *, size_t)) \
	X(int, __getdomainname_chk, (char *, size_t, size_t)) \
	X(int, setdomainname, (const char *, size_t)) \
	X(int, sethostname, (const char *, size_t)) \
	X(int, setsockopt, (int, int, int, const void *, socklen_t)) \
	X(int, setuid, (uid_t)) \
	X(int, shutdown, (int, int)) \
	X(int, socket, (int, int, int)) \
	X(ssize_t, splice, (int, off64_t *, int, off64_t *, size_t, unsigned)) \
	X(long, syscall, (long, ...)) \
	X(int, system, (const char *)) \
	X(int, uname, (struct utsname *)) \
	X(int, vdprintf, (int, const char *, va_list)) \
	X(int, __vdprintf_chk, (int, int, const char *, va_list)) \
	X(ssize_t, write, (int, const void *, size_t)) \
	X(ssize_t, writev, (int, const struct iovec *, int)) \
	X(ssize_t, __read_chk, (int, void *, size_t, size_t)) \
	X(ssize_t, __recv_chk, (int, void *, size_t, size_t, int)) \
	X(ssize_t, __recvfrom_chk, \
	  (int, void *, size_t, size_t, int, struct sockaddr *, socklen_t *))

/* clang-format off */
#define REAL_DECLARE(type, name, parameters) \
	typedef type (*real_##name##_function) parameters; \
	extern real_##name##_function real_pointer_##name;
REAL_FUNCTIONS(REAL_DECLARE)
#undef REAL_DECLARE
/* clang-format on */

/* Other libraries' constructors may call us before our own has run, hence the late look-up. */
#define real(name) \
	(__builtin_expect(real_known(name) != NULL, 1) \
	         ? real_known(name) \
	         : (real_##name##_function)real_find(#name, (void **)&real_pointer_##name))
#define real_known(name) __atomic_load_n(&real_pointer_##name, __ATOMIC_RELAXED)

/* The definition of `name` behind the shim; stores it in `*slot`. Stops the process when libc
 * has none and nothing sensible can be done. */
void *real_find(const char *name, void **slot);

/* Whether the library stands in the global search order, before libc; false when an add-on loaded
 * it, and also when another copy of it stands there. */
bool real_is_preloaded(void);
/* The version of the copy that stands there, ours or another; NULL when there is none. */
const char *real_preloaded_version(void);

/* Fills every pointer. Called once by the library's constructor. */
void real_resolve_all(void);

/* Turns the -1/errno of a real call into the core's convention: a value or -errno. */
#include <errno.h>
#define kernel_result(call) \
	__extension__({ \
		__auto_type kernel_result_value = (call); \
		kernel_result_value < 0 ? -errno : (int)kernel_result_value; \
	})
#define kernel_size(call) \
	__extension__({ \
		ssize_t kernel_size_value = (call); \
		kernel_size_value < 0 ? -(ssize_t)errno : kernel_size_value; \
	})

#endif
