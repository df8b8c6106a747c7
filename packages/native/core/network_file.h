/* The layout of DIR/network, mapped shared by every process of a network. Only pages that are
 * used cost memory. Changing it means raising NETWORK_LAYOUT. */
#ifndef SOCKETWRAP_NETWORK_FILE_H
#define SOCKETWRAP_NETWORK_FILE_H

#include <stdatomic.h>

#include "host_identity.h"
#include "network.h"
#include "published.h"

/* What root has called a host, see host_identity.h. A text of 64 bytes has no zero byte. */
enum { IDENTITY_ROOM = 68 };
struct given_identity {
	_Atomic uint32_t turn; /* of the two texts; 0: never given */
	char texts[2][IDENTITY_ROOM];
};

struct host_entry {
	_Atomic uint32_t is_alive; /* written last */
	_Atomic uint32_t is_silent; /* see silence.h */
	char name[HOST_NAME_SIZE];
	struct address primary_v4; /* what the host sends from; all zero: it has none */
	struct address primary_v6;
	/* Every claim of the host again, dynamic ones too, so that a bind need not scan the claims
	 * (reading a hole of the file costs a page). IPv4 first, then IPv6, then dynamic ones. Changes under
	 * the lock, count last. */
	_Atomic uint32_t address_count;
	struct address addresses[HOST_ADDRESSES_MAX];
	_Atomic uint32_t next_port[PORT_RANGES];
	struct given_identity identities[IDENTITIES];
};

/* Open addressing by address_hash(). `host_plus_one` 0 ends a probe, CLAIM_REMOVED does not. Empty in
 * a compat network, where addresses say their interface (compat.h). */
enum { CLAIM_REMOVED = 0xffffffff, CLAIM_IS_DYNAMIC = 1 /* came with a bind, not with a host */ };
struct claim {
	_Atomic uint32_t host_plus_one;
	_Atomic uint32_t flags;
	struct address address; /* written before host_plus_one */
};

/* Found by probing from pid % PROCESSES_MAX; a dead process's slot may be taken over. */
struct process_entry {
	_Atomic int32_t pid;
	_Atomic uint32_t host;
	_Atomic uint64_t started_boottime_ns;
	char program[PROGRAM_NAME_SIZE];
};

/* Ports that more than one socket shares (SO_REUSEPORT; UDP with SO_REUSEADDR), by name.h's key.
 * `slots` remembers every slot that was bound since the entry was taken. An entry whose sockets are
 * all gone may be taken over, but never becomes free, which would end a probe. */
enum { SHARED_PORTS_MAX = 512 };
struct shared_port {
	_Atomic uint64_t key; /* 0: free */
	_Atomic uint32_t slots;
	_Atomic uint32_t turn; /* next slot to try, or the last one bound */
	_Atomic uint32_t is_spread; /* SO_REUSEPORT, not only SO_REUSEADDR */
	/* What the names of its sockets are made of. Read and written under the lock. */
	uint16_t host;
	uint8_t kind, form;
	struct endpoint endpoint;
};

/* Multicast memberships, one a socket and group. Removed by the leaver, or by a sender that finds
 * the member gone. Guarded by the lock for changes. */
enum { MEMBERS_MAX = 1024 };
struct member {
	_Atomic uint32_t is_used;
	uint16_t host;
	uint16_t port;
	uint8_t slot;
	uint8_t form; /* name form of the member's bound name, see name.h */
	uint8_t kind; /* … and its kind */
	uint8_t interface; /* that the group was joined on, see interface.h */
	struct address group;
	struct address bound; /* the address in its bound name */
};

/* Connected UDP sockets: what comes from others than their peer is not theirs. By the hash of the
 * socket's name, within a few steps of its place. */
enum { UDP_PEERS_MAX = 4096, UDP_PEER_STEPS = 16 };
struct udp_peer {
	_Atomic uint64_t key; /* 0: free */
	uint32_t words[5]; /* the endpoint, see shared_bytes.h */
};

/* Datagrams that did not fit into their receiver's queue, oldest first, one ring a receiver.
 * Guarded by the lock. */
enum { SPILLS_MAX = 64, SPILL_BYTES = 256 * 1024 };
struct spill {
	_Atomic uint64_t receiver; /* hash of the receiver's name; 0: free */
	/* What is in use of the bytes, in one word: a process may be killed between two stores. */
	_Atomic uint64_t extent;
	uint8_t name_length;
	char name[107];
	uint8_t bytes[SPILL_BYTES];
};

/* Who gave which address, see lookups.h. A ring. */
enum { LOOKUPS_MAX = 1024 };
struct lookup {
	uint32_t turn; /* its number from 1; 0 while the rest is written */
	struct address address;
	char name[LOOKUP_NAME_SIZE]; /* lower case, no dot at the end */
};

/* Unix sockets that processes have bound, see unix_names.h. A ring. */
enum { UNIX_NAMES_MAX = 4096 };

enum { NAMES_ROOM = 4 << 20, POLICY_ROOM = 64 * 1024 };
struct names_place {
	struct published_head head;
	uint8_t bytes[2 * NAMES_ROOM];
};
struct policy_place {
	struct published_head head;
	uint8_t bytes[2 * POLICY_ROOM];
};

struct network_file {
	char magic[8]; /* "socketwr" */
	uint32_t layout;
	uint32_t size;
	char id[NETWORK_ID_LENGTH + 1];
	uint8_t is_compat, keeps_tls_keys; /* not bool: a damaged one has more values */
	int32_t owner; /* the process that made the network */
	uint64_t
		journal_capacity; /* bytes of payload that each process keeps; 0: nothing is recorded */
	uint64_t token; /* proves that a datagram comes from inside */
	_Atomic uint32_t lock; /* thread id of the holder */
	_Atomic uint32_t host_count; /* entries ever used */
	_Atomic uint32_t next_v4, next_v6; /* host numbers in the subnets */
	_Atomic uint64_t next_notice;
	_Atomic uint32_t shared_port_count, member_count, spill_count, next_reset, udp_peer_count,
		next_lookup, next_unix_name;
	_Atomic uint32_t user_count;
	_Atomic uint32_t users[USERS_MAX]; /* user id + 1; 0: free */

	struct host_entry hosts[HOSTS_MAX];
	struct claim claims[CLAIMS_MAX];
	struct process_entry processes[PROCESSES_MAX];
	struct notice notices[NOTICES_MAX];
	/* Connections that ended by a reset which the kernel cannot carry, by hash of their name. */
	_Atomic uint64_t resets[RESETS_MAX];
	struct shared_port shared_ports[SHARED_PORTS_MAX];
	struct member members[MEMBERS_MAX];
	struct udp_peer udp_peers[UDP_PEERS_MAX];
	struct spill spills[SPILLS_MAX];
	struct lookup lookups[LOOKUPS_MAX];
	_Atomic uint64_t unix_names[UNIX_NAMES_MAX];
	struct policy_place policy;
	struct names_place names;
};

#endif
