/* The later part of a long payload: in a file on a disk, where the network has a place for it. Memory
 * file systems are small in containers, and their pages come one by one. */
#ifndef SOCKETWRAP_JOURNAL_DISK_H
#define SOCKETWRAP_JOURNAL_DISK_H

#include "journal_file.h"

/* What stands before is in memory in any case: most processes never come further. */
enum { JOURNAL_MEMORY = 4 * 1024 * 1024 };

/* Before anything is put behind JOURNAL_MEMORY: the first call decides whether that is on the disk, and
 * maps the file there. 0 or -errno. */
int journal_disk_begin(struct journal *journal);
/* Whether what the part has at the offset is there; if not it is in memory. */
bool journal_disk_holds(const struct journal *journal, const struct journal_part *part,
                        uint64_t offset);
/* The file on the disk; a descriptor or -errno. */
int journal_disk_open(const struct journal *journal, int flags);
/* From now on the process cannot make files. */
void journal_disk_forgo(struct journal *journal);
void journal_disk_path(const struct journal *journal, char path[JOURNAL_PATH_SIZE]);

#endif
