/* What libc's resolver does with a name: files, then name servers, with the waiting that comes with it. */
#ifndef SOCKETWRAP_RESOLVE_H
#define SOCKETWRAP_RESOLVE_H

#include "names.h"

/* As names_lookup() and names_reverse(), after as long as it takes. A name that nobody knows is noted for
 * the test's report. NAMES_SILENT: nobody answered in time. */
enum names_result resolve_name(struct context context, const char *name, int family,
                               struct names_addresses *found);
enum names_result resolve_address(struct context context, const struct address *address,
                                  struct names_pointer *found);
/* An alias that leads to a name without an address of the family, of which libc's resolver says NO_RECOVERY. */
static inline bool resolve_ends_in_alias(enum names_result result,
                                         const struct names_addresses *found)
{
	return result == NAMES_NO_DATA && found->alias_count > 0;
}
/* What libc makes of it: 0 or a value of h_errno. */
int resolve_error(enum names_result result, uint8_t rcode);

#endif
