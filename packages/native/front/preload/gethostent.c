/* gethostent() and its relatives: the lines of the network's /etc/hosts, one after the other. */
#include <string.h>

#include "../../core/context.h"
#include "../../core/hosts_file.h"
#include "../../real/real.h"
#include "../../core/hook.h"
#include "host_entry_buffer.h"

/* Each thread has its own place, so that two networks in one process do not meet. */
static _Thread_local struct hosts_cursor place;

/* libc gives lines of IPv4 only, and has the loopback of IPv6 stand for that of IPv4. */
static bool next_line(const struct network *network, struct hosts_cursor *cursor,
                      struct hosts_line *line)
{
	while (hosts_file_next(network, cursor, line)) {
		if (address_is_v4(&line->address))
			return true;
		if (address_is_loopback(&line->address)) {
			line->address = address_loopback(AF_INET);
			return true;
		}
	}
	return false;
}

HOOK void sethostent(int stays_open)
{
	place = (struct hosts_cursor){ 0 };
	if (context_current().network == NULL)
		real(sethostent)(stays_open);
}

HOOK void endhostent(void)
{
	place = (struct hosts_cursor){ 0 };
	if (context_current().network == NULL)
		real(endhostent)();
}

HOOK int gethostent_r(struct hostent *entry, char *buffer, size_t size, struct hostent **result,
                      int *error_place)
{
	struct context context = context_current();
	struct hosts_cursor next = place;
	struct hosts_line line;
	if (context.network == NULL)
		return real(gethostent_r)(entry, buffer, size, result, error_place);
	*result = NULL;
	*error_place = HOST_NOT_FOUND;
	if (!next_line(context.network, &next, &line))
		return ENOENT;
	struct host_answer answer = {
		.name = line.name,
		.family = AF_INET,
		.count = 1,
		.addresses = &line.address,
	};
	memcpy(answer.aliases, line.aliases, sizeof(answer.aliases));
	int status = host_entry_fill(&answer, entry, buffer, size);
	*error_place = NETDB_INTERNAL;
	if (status != 0)
		return status;
	place = next;
	*result = entry;
	*error_place = 0;
	return 0;
}

HOOK struct hostent *gethostent(void)
{
	struct hostent *result = NULL;
	if (context_current().network == NULL)
		return real(gethostent)();
	struct host_entry_memory *memory = host_entry_memory();
	if (memory != NULL)
		gethostent_r(&memory->entry, memory->bytes, HOST_ENTRY_SIZE, &result, &h_errno);
	return result;
}
