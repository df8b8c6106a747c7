#include "journal_clock.h"

#include <stdatomic.h>
#include <time.h>

/* Of the coarse clock, which runs behind by a few milliseconds, when it was taken up; 0: it is not used. */
static _Atomic uint64_t coarse_lag_ns;

static uint64_t read_clock(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t journal_clock(void)
{
	uint64_t lag = atomic_load_explicit(&coarse_lag_ns, memory_order_relaxed);
	return lag == 0 ? read_clock(CLOCK_MONOTONIC) : read_clock(CLOCK_MONOTONIC_COARSE) + lag;
}

void journal_clock_take_coarse(void)
{
	uint64_t coarse = read_clock(CLOCK_MONOTONIC_COARSE);
	atomic_store(&coarse_lag_ns, read_clock(CLOCK_MONOTONIC) - coarse + 1);
}

void journal_clock_take_precise(void)
{
	atomic_store(&coarse_lag_ns, 0);
}
