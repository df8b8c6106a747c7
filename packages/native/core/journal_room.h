/* What the recording leaves free on the file system of the network. */
#ifndef SOCKETWRAP_JOURNAL_ROOM_H
#define SOCKETWRAP_JOURNAL_ROOM_H

#include "journal_file.h"

/* Whether the part may take memory for `from` up to `end`, in its first lap. False: too little would be
 * left for the network itself. */
bool journal_has_room(const struct journal *journal, const struct journal_part *part, uint64_t from,
                      uint64_t end);

#endif
