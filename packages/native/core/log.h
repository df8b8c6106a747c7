/* SOCKET_WRAPPER_DEBUGLEVEL: what the shim does, as lines on stderr for people. */
#ifndef SOCKETWRAP_LOG_H
#define SOCKETWRAP_LOG_H

#include "address.h"
#include "context.h"

enum log_level { LOG_WARNINGS = 1, LOG_STEPS, LOG_EVERYTHING };

/* "socketwrap: web curl[123]: WHAT 10.0.0.2:80: ECONNREFUSED"; the error is left out when 0. */
void log_endpoint(struct context context, enum log_level level, const char *what,
                  const struct endpoint *endpoint, int error);
void log_text(struct context context, enum log_level level, const char *what, const char *text);

#endif
