/* socket_wrapper's variables, and ours. Read once: programs clear their environment. */
#ifndef SOCKETWRAP_SETTINGS_H
#define SOCKETWRAP_SETTINGS_H

#include <stdbool.h>

#include "compat.h"

struct settings {
	int debug_level; /* SOCKET_WRAPPER_DEBUGLEVEL: 0 errors to 3 everything */
	int sockets_max; /* SOCKET_WRAPPER_MAX_SOCKETS */
	int mtu; /* SOCKET_WRAPPER_MTU, 512 to 32768 */
	enum compat_subnet
		compat_v4_subnet; /* SOCKET_WRAPPER_IPV4_NETWORK: what interfaces send from */
	bool allows_unsupported;
	const char *via;
	/* "preload" or "supervise": the one way into programs; NULL: what fits */ /* SOCKET_WRAPPER_UNSUPPORTED=allow */
};

/* The defaults before settings_start. */
const struct settings *settings_current(void);
/* The way that a value of SOCKET_WRAPPER_VIA names; NULL when it is none. */
const char *settings_via(const char *text);
/* Stops the process on a value that makes no sense. */
void settings_start(void);
/* `name`'s value as a number within the bounds, else `otherwise`. */
int settings_number(const char *name, int lowest, int highest, int otherwise);

#endif
