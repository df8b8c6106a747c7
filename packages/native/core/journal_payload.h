/* The payload of a journal: a ring in a file. */
#ifndef SOCKETWRAP_JOURNAL_PAYLOAD_H
#define SOCKETWRAP_JOURNAL_PAYLOAD_H

#include <sys/uio.h>

#include "journal_file.h"

#define JOURNAL_NOT_KEPT UINT64_MAX

/* Copies the first `size` bytes of the buffers; their offset, or JOURNAL_NOT_KEPT. */
uint64_t journal_append(struct journal *journal, const struct iovec *buffers, size_t size);
/* Gives back the end of what was appended, when nothing was appended since: a program sends again
 * what the kernel did not take. */
void journal_give_back(struct journal *journal, uint64_t offset, size_t size, size_t kept);

#endif
