/* libc's own definitions, behind every library that is preloaded. real() is for what a program asks and another
 * library may answer in its way; this is for what the shim itself must know of the kernel: with an identity a program
 * believes to be another user than the one whose rights decide. */
#ifndef SOCKETWRAP_LIBC_H
#define SOCKETWRAP_LIBC_H

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>

#define LIBC_FUNCTIONS(X) \
	X(uid_t, getuid, (void)) \
	X(uid_t, geteuid, (void)) \
	X(gid_t, getgid, (void)) \
	X(gid_t, getegid, (void)) \
	X(int, faccessat, (int, const char *, int, int)) \
	X(int, fstat, (int, struct stat *)) \
	X(int, lstat, (const char *, struct stat *)) \
	X(int, mkdir, (const char *, mode_t)) \
	X(int, getsockopt, (int, int, int, void *, socklen_t *)) \
	X(long, syscall, (long, ...))

/* clang-format off */
#define LIBC_DECLARE(type, name, parameters) \
	typedef type (*libc_##name##_function) parameters; \
	extern libc_##name##_function libc_pointer_##name;
LIBC_FUNCTIONS(LIBC_DECLARE)
#undef LIBC_DECLARE
/* clang-format on */

#define libc(name) \
	(__builtin_expect(libc_known(name) != NULL, 1) \
	         ? libc_known(name) \
	         : (libc_##name##_function)libc_find(#name, (void **)&libc_pointer_##name))
#define libc_known(name) __atomic_load_n(&libc_pointer_##name, __ATOMIC_RELAXED)

/* libc's definition of `name`; stores it in `*slot`. */
void *libc_find(const char *name, void **slot);
/* Finds all. Called once by the library's constructor: later there may be no memory for a look-up. */
void libc_find_all(void);

#endif
