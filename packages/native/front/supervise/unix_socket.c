#include "unix_socket.h"

#include <inttypes.h>
#include <stdio.h>

enum { LISTENS = 0x10000, CONNECTED = 3 };

/* "0000000000000000: 00000002 00000000 00010000 0001 01 12345 /path", whose numbers after the colon are references,
 * protocol, flags, type, state, inode. */
struct unix_socket unix_socket_of(const struct call *call, uint64_t inode)
{
	char path[64], line[512];
	unsigned flags, type, state;
	uint64_t found;
	struct unix_socket socket = { 0 };
	snprintf(path, sizeof(path), "/proc/%d/net/unix", (int)call->thread);
	FILE *file = fopen(path, "re");
	while (file != NULL && socket.type == 0 && fgets(line, sizeof(line), file) != NULL)
		if (sscanf(line, "%*x: %*x %*x %x %x %x %" SCNu64, &flags, &type, &state, &found) ==
		            4 &&
		    found == inode)
			socket = (struct unix_socket){ (int)type, (flags & LISTENS) != 0,
				                       state == CONNECTED };
	if (file != NULL)
		fclose(file);
	return socket;
}
