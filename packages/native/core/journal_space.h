/* Length and memory for a journal's files, whose mappings are as long as they may ever become. */
#ifndef SOCKETWRAP_JOURNAL_SPACE_H
#define SOCKETWRAP_JOURNAL_SPACE_H

#include "journal_file.h"

enum { JOURNAL_STEP_LARGEST = 1024 * 1024 };

/* Gives the part memory up to `end`, which may be in the lap after the first. False: the disk is
 * full, and recording has ended; or the journal is sealed. */
bool journal_back(struct journal *journal, struct journal_part *part, uint64_t end);
/* The same for a stretch, without a look at what is there. 0 or -errno. */
int journal_bring_in(struct journal *journal, struct journal_part *part, uint64_t from,
                     uint64_t size);
/* Makes the part's file at least so long. 0 or -errno. */
int journal_lengthen(struct journal *journal, struct journal_part *part, uint64_t end);
/* Before a process gives up the way to its files: they get their full length, most of it holes. */
void journal_keep(struct network *network);

/* These give a descriptor or -errno; the second one for writing payload there without its mapping. */
int journal_open_part(const struct journal *journal, const struct journal_part *part, int flags);
int journal_open_payload(const struct journal *journal, uint64_t offset, uint64_t end);
/* The size that the process allows its files. */
uint64_t journal_size_limit(void);

#endif
