/* Names in files that a program is started with, as for nss_wrapper (NSS_WRAPPER_HOSTS) and resolv_wrapper
 * (RESOLV_WRAPPER_HOSTS). They come before all others. The files are read each time, as they may change. */
#ifndef SOCKETWRAP_NAMES_FILE_H
#define SOCKETWRAP_NAMES_FILE_H

#include "names_table.h"
#include "text_file.h"

/* What both files say; without entries when there are none. It stays valid for ever. Async-signal-safe. */
struct names_table names_file_table(void);
/* The text of NSS_WRAPPER_HOSTS, which stays valid, too. */
struct text_rest names_file_hosts(void);
/* Whether RESOLV_WRAPPER_HOSTS is given, and stands in for name servers. */
bool names_file_is_resolver(void);

#endif
