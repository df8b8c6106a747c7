/* Which calls of a supervised program the supervisor is asked about. */
#ifndef SOCKETWRAP_FILTER_H
#define SOCKETWRAP_FILTER_H

/* Puts the filter on the calling process, and on all that it will start. A descriptor on which the calls
 * are heard, close-on-exec; -EBUSY under a supervisor that is there already; or another -errno. */
int filter_install(void);

#endif
