/* The end of a process that cannot be isolated: it must not reach the real network instead. */
#ifndef SOCKETWRAP_STOP_H
#define SOCKETWRAP_STOP_H

#include <stdnoreturn.h>

enum { STOP_STATUS = 126 };

/* Writes "socketwrap: …" as one line to stderr and exits with STOP_STATUS, without exit handlers. */
noreturn void stop_process(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
