/* Socket options of IP, IPv6, TCP, UDP and the socket itself: checked, kept and read back. */
#ifndef SOCKETWRAP_OPTIONS_H
#define SOCKETWRAP_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "address.h"

struct socket;

enum { KEPT_OPTIONS_MAX = 40, PENDING_GROUPS_MAX = 4 };
enum timestamp_kind { TIMESTAMPS_OFF, TIMESTAMPS_MICROSECONDS, TIMESTAMPS_NANOSECONDS };

/* A group that an unbound socket joined: senders learn of it when the socket is bound. */
struct pending_group {
	struct address group;
	uint8_t interface; /* 0: the entry is free */
};

/* Values that the program set; what it did not set is answered from the table of defaults. */
struct socket_options {
	bool is_reuse_address;
	bool is_reuse_port;
	bool is_v6_only;
	bool is_broadcast;
	bool is_reset_on_close; /* SO_LINGER with time 0 */
	bool is_free_bind; /* IP_FREEBIND or IP_TRANSPARENT: any address may be bound */
	bool is_multicast_loop_off;
	bool wants_pktinfo_v4; /* IP_PKTINFO */
	bool wants_pktinfo_v6; /* IPV6_RECVPKTINFO */
	bool wants_old_pktinfo_v6; /* IPV6_2292PKTINFO */
	bool wants_original_dst; /* IP_RECVORIGDSTADDR */
	bool wants_original_dst_v6;
	bool wants_ttl;
	bool wants_hop_limit;
	bool wants_old_hop_limit; /* IPV6_2292HOPLIMIT */
	bool wants_tos;
	bool wants_tclass;
	uint8_t timestamps; /* enum timestamp_kind */
	uint8_t bound_interface; /* SO_BINDTODEVICE, see interface.h */
	uint64_t passed; /* bit per SOL_SOCKET option that was handed to the real socket */
	uint8_t kept_count;
	uint8_t kept_rows[KEPT_OPTIONS_MAX]; /* indices into the options table */
	int32_t kept_values[KEPT_OPTIONS_MAX];
	struct pending_group pending_groups[PENDING_GROUPS_MAX];
};

/* 0 or -errno, as the kernel answers for a socket of this family and type. */
int option_set(struct socket *socket, int fd, int level, int name, const void *value,
               socklen_t length);
int option_get(struct socket *socket, int fd, int level, int name, void *value, socklen_t *length);

/* The integer in force for an option of the table (IP_MULTICAST_TTL, IP_MULTICAST_IF's index …),
 * set by the program or the default. */
int option_value(const struct socket *socket, int level, int name);

/* Gives an accepted socket what TCP lets it inherit from its listener. */
void option_inherit(struct socket *accepted, int accepted_fd, const struct socket *listener,
                    int listener_fd);
/* Sets everything that the program has set on a socket of the kernel's IP, as far as it has a meaning
 * there: interfaces and groups are the network's own. */
void option_replay(struct socket *socket, int fd, int to_fd);
/* Sets a SOL_SOCKET option of one real socket as it is set on another. */
void option_copy_real(int to_fd, int from_fd, int name);

#endif
