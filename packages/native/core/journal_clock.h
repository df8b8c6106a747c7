/* The time of records: CLOCK_MONOTONIC in nanoseconds. */
#ifndef SOCKETWRAP_JOURNAL_CLOCK_H
#define SOCKETWRAP_JOURNAL_CLOCK_H

#include <stdint.h>

uint64_t journal_clock(void);
/* For a process that may not read the processor's counter: time goes on in steps of a few
 * milliseconds, and not back. */
void journal_clock_take_coarse(void);
void journal_clock_take_precise(void);

#endif
