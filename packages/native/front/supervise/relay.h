/* A stream that is recorded: the program has one end of a pair, and the supervisor passes its bytes on, so that
 * they are written down as those of any other program. */
#ifndef SOCKETWRAP_RELAY_H
#define SOCKETWRAP_RELAY_H

#include "stand_in.h"

/* Our end and the program's, or -errno. */
int relay_open(int flags, int ends[2]);
/* -ENOMEM or 0. */
int relay_start(struct stand_in *stand_in);
void relay_free(struct relay *relay);
/* Whether some program's last bytes are still on their way. */
bool relay_is_busy(void);

#endif
