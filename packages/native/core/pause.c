#include "pause.h"

#include <errno.h>
#include <time.h>

void pause_ms(uint32_t milliseconds)
{
	int saved_errno = errno;
	struct timespec left = { milliseconds / 1000, (long)(milliseconds % 1000) * 1000000 };
	while (milliseconds > 0 && nanosleep(&left, &left) != 0 && errno == EINTR)
		continue;
	errno = saved_errno;
}
