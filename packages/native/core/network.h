/* A network: one directory with one shared file, mapped by every process that is on it. */
#ifndef SOCKETWRAP_NETWORK_H
#define SOCKETWRAP_NETWORK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "address.h"
#include "context.h"
#include "lookups.h"

enum {
	NETWORK_LAYOUT = 10, /* changes with struct network_file */
	NETWORK_ID_LENGTH = 12,
	NETWORK_DIRECTORY_MAX = 100,
	HOST_NAME_SIZE = 64,
	HOST_ADDRESSES_MAX = 64,
	HOSTS_MAX = 2048,
	CLAIMS_MAX = 16384, /* a power of two */
	PROCESSES_MAX = 2048, /* a power of two */
	NOTICES_MAX = 2048, /* a power of two */
	RESETS_MAX = 4096, /* a power of two */
	USERS_MAX = 64,
	PROGRAM_NAME_SIZE = 32,
	COMMAND_SIZE = 160,
};

struct journal;

struct network {
	struct network_file *file;
	char directory[NETWORK_DIRECTORY_MAX + 1];
	_Atomic(struct journal *) journal; /* of this process, see journal_file.h */
	bool is_compat; /* a socket_wrapper directory: hosts are interfaces */
};

/* 0 or -errno: -ENAMETOOLONG, -ENOTDIR, -ENOENT, -EACCES, -ENOSPC, -EPROTO (other layout), -EBADMSG
 * (not a network). Creating where a network is already, or where another process makes one at the
 * same time, opens that one. Opening admits the effective user. */
int network_create(struct network *network, const char *directory);
int network_create_compat(struct network *network, const char *directory);
int network_open(struct network *network, const char *directory);
void network_close(struct network *network);
const char *network_id(const struct network *network);
/* Every process on the network records from now on; `capacity` bytes of payload each. */
int network_record(struct network *network, uint64_t capacity);

/* --- hosts ------------------------------------------------------------------------------- */

struct host_view {
	uint16_t index;
	const char *name;
	const struct address *addresses;
	int address_count;
};

/* Adds a host; `count` 0 takes the next free address of each subnet. The index, or -EINVAL (the name
 * is no RFC 1123 name), -EEXIST (name taken), -E2BIG (more than HOST_ADDRESSES_MAX), -ENOSPC,
 * -EADDRINUSE (another host has the address) or -EADDRNOTAVAIL (no host can have it: wildcard,
 * loopback, multicast, broadcast; or it is there twice). `*taken`, unless NULL, says which address. */
int host_add(struct network *network, const char *name, const struct address *addresses, int count,
             struct address *taken);
void host_remove(struct network *network, uint16_t index);
/* False past the last host or for a removed one (check `host_count` for the bound). */
bool host_view(const struct network *network, uint16_t index, struct host_view *view);
int host_count(const struct network *network);
/* -ENOENT when there is none. */
int host_find(const struct network *network, const char *name);
const char *host_name(struct context context);

/* The host that owns an address, as seen from `context` (loopback is one's own). -ENETUNREACH. */
int host_of_address(struct context context, const struct address *address);
/* In a compat network the interface that 127.0.0.1 and ::1 mean when the own one has nobody there;
 * else -1. */
int host_of_loopback_fallback(struct context context);
/* The same for any destination: -1 when it is no loopback address. */
int host_fallback_for(struct context context, const struct address *destination);
/* Whether a socket of `context` may bind there; gives the host that the socket then belongs to.
 * The test host may stand in for every host, and owns what nobody claims. -EADDRNOTAVAIL. */
int host_for_bind(struct context context, const struct address *address);
/* The address that `context` sends from to `destination`. -EADDRNOTAVAIL (no such family). */
int host_source_for(struct context context, const struct address *destination,
                    struct address *source);

/* --- processes --------------------------------------------------------------------------- */

struct process_view {
	pid_t pid;
	uint16_t host;
	uint64_t started_boottime_ns; /* registration, CLOCK_BOOTTIME */
	char program[PROGRAM_NAME_SIZE];
};

/* Puts the calling process, or the program that it is now, into the table. Async-signal-safe. */
void process_register(struct context context);
/* The same for a process that has nothing of ours in it. */
void process_register_other(struct context context, pid_t pid,
                            const char program[PROGRAM_NAME_SIZE]);
/* False for a free slot; the process may be dead. */
bool process_view(const struct network *network, int slot, struct process_view *view);
bool process_is_here(const struct network *network, pid_t pid);
/* The user `uid` (a daemon that drops its privileges) may use the network from now on. Opens the
 * directory to that user too when the caller may do so. Async-signal-safe. */
void network_admit_user(struct network *network, uid_t uid);
bool network_admits_user(const struct network *network, uid_t uid);
/* Opens what is recorded to the users that were admitted before the recording began. */
void network_open_journal(struct network *network);
/* Whether the process at the other end of a connected real socket is let in. */
bool network_admits_peer(const struct network *network, int fd);

/* --- notices: what a person wants to know when a test fails --------------------------------- */

enum notice_kind {
	NOTICE_REFUSED = 1, /* nobody listens there */
	NOTICE_BLOCKED, /* the policy does not let it out */
	NOTICE_UNSUPPORTED, /* what the shim cannot keep inside, and so does not let happen */
};

/* What was spoken: IPPROTO_TCP, IPPROTO_UDP, IPPROTO_UDPLITE or IPPROTO_ICMP, one of these, or 0. */
enum notice_protocol {
	NOTICE_RAW = 256,
	NOTICE_PACKET,
	NOTICE_UNIX,
	NOTICE_IO_URING,
	NOTICE_OTHER
};

struct notice {
	uint64_t sequence; /* from 1 */
	uint64_t time_ns; /* CLOCK_REALTIME */
	int32_t pid;
	int32_t error; /* errno value */
	int32_t rule; /* of the policy, that decided; POLICY_DEFAULT */
	uint16_t protocol;
	uint16_t host;
	uint8_t kind;
	uint8_t reserved[7];
	char program[PROGRAM_NAME_SIZE];
	char command
		[COMMAND_SIZE]; /* the program without its directory, and its arguments, with spaces between */
	char subject[160]; /* destination endpoint, or a path */
	char name[LOOKUP_NAME_SIZE]; /* that gave the destination's address last */
	char reason[128];
};

void notice_refused(struct context context, int protocol, const struct endpoint *destination);
/* The policy's rule `rule` keeps it inside; `reason` unless NULL says more. */
void notice_blocked(struct context context, int protocol, const struct endpoint *destination,
                    int32_t rule, const char *reason);
/* The same for an endpoint at which nobody may come in. */
void notice_blocked_inbound(struct context context, int protocol, const struct endpoint *own,
                            int32_t rule);
void notice_blocked_path(struct context context, const char *path, int32_t rule);
void notice_name(struct context context, const char *name); /* that no host has */
void notice_program(struct context context, const char *path, const char *reason);
/* `subject` is the call as a programmer would write it. */
void notice_unsupported(struct context context, int protocol, const char *subject, int error,
                        const char *reason);
/* Copies the first notice after `sequence`; false when there is none. */
bool notice_next(const struct network *network, uint64_t sequence, struct notice *notice);

/* --- the shared file's lock (slow paths only) -------------------------------------------------- */

/* Holds between processes and threads, blocks all signals while it is held, and passes on when its
 * holder dies. Not recursive. What it guards must make sense after every single store. */

struct network_lock {
	unsigned char saved_signal_mask[128];
};
void network_lock(struct network *network, struct network_lock *lock);
void network_unlock(struct network *network, struct network_lock *lock);

/* Ports that programs leave to us come one after the other, so that runs repeat. */
enum port_range { PORTS_BIND, PORTS_CONNECT, PORT_RANGES };
uint16_t host_next_port(struct context context, enum port_range range);
int port_range_size(enum port_range range);

#endif
