/* A call of a supervised program that waits for an answer. */
#ifndef SOCKETWRAP_CALL_H
#define SOCKETWRAP_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct call {
	uint64_t id;
	pid_t thread;
	int number;
	uint64_t arguments[6];
};

/* 0, or -errno when the kernel cannot give descriptors to programs (before 5.14). */
int call_start(int listener);
/* False when there is none, or it was interrupted meanwhile. */
bool call_receive(struct call *call);
/* Whether it still waits. A program's memory may be somebody else's as soon as it does not. */
bool call_is_waiting(const struct call *call);

/* Each ends the call. `result` is a value or -errno. When a signal interrupted the call before it heard
 * its result, the kernel makes it again, and call_answer_again() gives that result. */
void call_answer(const struct call *call, long result);
bool call_answer_again(const struct call *call);
/* The kernel does what the program asked for. */
void call_let_pass(const struct call *call);
/* Gives it a copy of the descriptor `fd`, with these flags, as the call's result: the number, or -errno;
 * -ENOENT when the call waits no more. */
int call_answer_descriptor(const struct call *call, int fd, uint32_t flags);

/* Puts a copy of `fd` in the place of the caller's descriptor `at`. 0 or -errno; the call still waits, but with
 * -ENOENT: it was interrupted, and may be made again. */
int call_replace_descriptor(const struct call *call, int fd, int at, uint32_t flags);

/* 0 or -EFAULT. */
int call_read(const struct call *call, uint64_t address, void *bytes, size_t size);
int call_write(const struct call *call, uint64_t address, const void *bytes, size_t size);

/* What the kernel says of the caller's descriptor. */
struct caller_descriptor {
	uint64_t inode;
	bool is_socket;
	bool is_pipe;
};
bool call_look_up(const struct call *call, int fd, struct caller_descriptor *found);
/* The flags that open() and fcntl() know, with O_CLOEXEC. */
int call_descriptor_flags(const struct call *call, int fd);

#endif
