/* The names of the unix sockets below a network: they say what a socket is.
 *
 * Abstract names (Linux) cost no inode, vanish with the socket, and the kernel refuses the second
 * binder of a name. The text after the leading zero byte is
 *
 *   bound:      sw<id>.<l|u|v><4|6|d>.<host>.<slot>.<address|->.<port>   l: TCP, u: UDP, v: UDP-Lite
 *   connection: sw<id>.c.<host>.<address><port>.<address><port>          own, then remote endpoint
 *
 * with host, address (8 or 32 digits) and port in hexadecimal; "-" is the wildcard, "d" an IPv6
 * wildcard that serves IPv4 too. Slot 0 is for a port that its binder wants alone; the binders of
 * a shared port (SO_REUSEPORT, UDP with SO_REUSEADDR) take slots 1 to f. */
#ifndef SOCKETWRAP_NAME_H
#define SOCKETWRAP_NAME_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/un.h>

#include "address.h"
#include "network.h"

enum name_kind { NAME_TCP = 'l', NAME_UDP = 'u', NAME_UDPLITE = 'v', NAME_CONNECTION = 'c' };
enum name_form { FORM_V4 = '4', FORM_V6 = '6', FORM_DUAL = 'd' };
enum { SLOT_ALONE = 0, SLOT_SHARED_FIRST = 1, SLOT_SHARED_LAST = 15 };

struct name {
	struct sockaddr_un address;
	socklen_t length;
};

struct name_parts {
	enum name_kind kind;
	enum name_form form; /* bound names */
	uint8_t slot; /* bound names */
	uint16_t host;
	struct endpoint local;
	struct endpoint remote; /* connections */
};

void name_make_bound(struct name *name, const struct network *network, enum name_kind kind,
                     enum name_form form, uint16_t host, uint8_t slot,
                     const struct endpoint *endpoint);
void name_make_connection(struct name *name, const struct network *network, uint16_t host,
                          const struct endpoint *local, const struct endpoint *remote);
/* False when the name is not one of this network. */
bool name_parse(const struct network *network, const struct sockaddr_un *address, socklen_t length,
                struct name_parts *parts);
/* What the bound sockets of a protocol are named with. */
enum name_kind name_kind_of(int protocol);
enum name_form name_form_of(const struct address *address, bool is_v6_only);
uint64_t name_hash(const struct name *name);
/* Once a process, before the first of these is asked. */
void name_start(void);
/* Whether a socket of `type` holds the name now, or surely none does. Without a descriptor to spare
 * neither is known. */
bool name_is_bound(const struct name *name, int type);
bool name_is_free(const struct name *name, int type);

#endif
