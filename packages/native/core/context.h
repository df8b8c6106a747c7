/* Where a process or a thread stands: on one host of one network. */
#ifndef SOCKETWRAP_CONTEXT_H
#define SOCKETWRAP_CONTEXT_H

#include <stdbool.h>
#include <stdint.h>

struct network;

struct context {
	struct network *network; /* NULL: not on a network, everything is real */
	uint16_t host;
};

enum { TEST_HOST = 0 };

/* The thread's own context, else the process's, else one without a network. */
struct context context_current(void);
/* The same for a new socket: notices a SOCKET_WRAPPER_DIR that the program itself set since its start. */
struct context context_for_new_socket(void);
/* For calls that a shared pool of threads makes for others, such as libuv's getaddrinfo(): the place of the
 * threads that have entered a network, when they are all at the same one. False: it cannot be told. */
bool context_for_pool(struct context *context);
/* Whether it is a directory of socket_wrapper's kind. */
bool context_is_compat(struct context context);
/* In between the calling thread stands on no network: what it does is meant for the machine. */
void context_suspend(void);
void context_resume(void);
/* The absolute path of the network's directory; NULL without a network. */
const char *context_directory(struct context context);

/* Puts the calling thread on a host. 0, -EEXIST when it is on one already. */
int context_enter(struct network *network, uint16_t host);
void context_leave(void);

/* What threads that this one starts stand on: they follow it as it enters and leaves. NULL when the
 * thread neither entered a network nor follows one that did. Lives as long as the process. */
struct context_source;
struct context_source *context_share(void);
void context_follow(struct context_source *source);

/* Reads the environment once and puts the process on the host that it names; stops the process
 * with one line on stderr when that cannot be done. */
void context_start(void);

/* Whether programs that cannot be entered may run. */
bool context_allows_unsupported(void);

#endif
