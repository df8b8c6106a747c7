/* Waiting that signals do not cut short. Async-signal-safe. */
#ifndef SOCKETWRAP_PAUSE_H
#define SOCKETWRAP_PAUSE_H

#include <stdint.h>

void pause_ms(uint32_t milliseconds);

#endif
