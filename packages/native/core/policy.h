/* What may leave the network: closed by default, opened by the rules that the test has published
 * (published.h). The first rule that matches decides. Numbers of the table are little endian:
 *
 *   header        u32 magic "SWP1", u32 number of rules
 *   rules         64 bytes each:
 *                 u32 id, u8 action (0 deny, 1 allow), u8 protocol (0 any of IP, 6, 17, 1 unix),
 *                 u8 direction (0 out, 1 in), u8 prefix length (of 128 bits),
 *                 u16 host (0xffff any), u16 first port, u16 last port, u16 reserved,
 *                 16 bytes address (IPv4 mapped), u32 name's offset, u32 name's length, 20 reserved
 *   names         lower case text, no dot at the end; `*` stands for any text; for unix a path, or
 *                 "@name" of the abstract ones
 *
 * A rule with a name is about the addresses that the name gave (lookups.h), whatever its own address
 * says, and lets the name be looked up outside of the network. */
#ifndef SOCKETWRAP_POLICY_H
#define SOCKETWRAP_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"
#include "context.h"

struct verdict {
	bool is_allowed;
	int32_t rule; /* its id; POLICY_DEFAULT: no rule matched */
	bool is_port_named; /* the rule is about this one port */
};

enum { POLICY_DEFAULT = -1 };

/* Each is false without a network and on one of socket_wrapper's kind, and for UDP-Lite. Async-signal-safe. */
struct verdict policy_decide(struct context context, int protocol, bool is_inbound,
                             const struct endpoint *endpoint);
/* May the name be looked up outside? */
struct verdict policy_decide_name(struct context context, const char *name);
/* What would be said of an address that the name gives, by the rules that have a name? */
struct verdict policy_decide_service(struct context context, int protocol, const char *name,
                                     uint16_t port);
/* As unix_names_format() writes it. */
struct verdict policy_decide_unix(struct context context, const char *path);

#endif
