/* A ring's operations never pass by a hook: on a network there is no io_uring, as on a kernel without. */
#ifndef SOCKETWRAP_IO_URING_H
#define SOCKETWRAP_IO_URING_H

#include <stdbool.h>

#include "context.h"

struct io_uring_params;

/* Whether io_uring_setup() must fail with ENOSYS; noted. Rings that are there already stay. */
bool io_uring_is_refused(struct context context, unsigned entries,
                         const struct io_uring_params *params);

#endif
