/* A virtual socket: what the kernel would know of it, kept beside its real unix socket. */
#ifndef SOCKETWRAP_SOCKET_H
#define SOCKETWRAP_SOCKET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "address.h"
#include "context.h"
#include "options.h"

enum socket_state {
	SOCKET_UNBOUND,
	SOCKET_BOUND,
	SOCKET_LISTENING,
	SOCKET_CONNECTING, /* the answer is there, the program has not fetched it */
	SOCKET_CONNECTED,
};

struct socket {
	_Atomic uint32_t references; /* descriptors of this process; 0: the slot is free */
	uint8_t family; /* AF_INET or AF_INET6, as the program asked */
	uint8_t protocol; /* IPPROTO_TCP, IPPROTO_UDP or IPPROTO_UDPLITE */
	uint8_t type; /* SOCK_STREAM or SOCK_DGRAM, as the protocol has it */
	_Atomic uint8_t state;
	uint8_t slot; /* of a shared port, see name.h */
	bool is_bound_by_program; /* bind(), not a port that came by itself */
	bool is_port_chosen_by_program; /* … and it did not leave the port to us */
	bool is_peer_listed; /* UDP: senders know the peer, nothing needs filtering here */
	_Atomic bool has_seen_end; /* TCP: the peer's end was read */
	_Atomic bool
		is_connect_failed; /* a non-blocking connect: the program has not fetched the error yet */
	_Atomic bool
		is_connect_waiting; /* … for room in the listener's queue, or for a silent host */
	bool needs_fresh_real; /* the real socket has a name or a peer that cannot be changed */
	_Atomic bool is_shut_for_read;
	_Atomic bool is_shut_for_write;
	_Atomic bool has_lost_peer; /* one write after the peer's end was swallowed, as TCP does */
	_Atomic bool has_seen_reset;
	bool is_server_side; /* came from accept() */
	bool is_watched; /* by the epoll instance `watcher`, through `watched_fd` */
	int watcher;
	int watched_fd;
	uint32_t watched_events;
	uint64_t watch_data;
	uint16_t peer_host; /* of a connection: the client's host for a server, else unused */
	_Atomic int pending_error; /* SO_ERROR */
	bool is_recorded; /* its network keeps a journal */
	bool has_end_recorded;
	/* Which journal knows the socket (upper half), and by what number; 0: none. */
	_Atomic uint64_t journal_place;
	_Atomic uint64_t sent; /* bytes of a recorded stream, by this process */
	_Atomic uint64_t received;
	struct context context; /* the host that the socket belongs to */
	struct endpoint local; /* as the program sees it; address "any" while unbound */
	struct endpoint remote;
	struct endpoint bound; /* what the real socket's name says; port 0: it has no name */
	struct socket_options options;
};

/* --- the table: descriptor → socket, a cache of what the kernel knows ----------------------- */

enum { DESCRIPTORS_MAX = 1 << 20 };

/* Of each descriptor 1 + the index of its socket, 0 when it is not virtual; NULL before the start. */
extern __attribute__((visibility("hidden"))) _Atomic uint32_t *table_entries;
extern __attribute__((visibility("hidden"))) struct socket *table_sockets;

/* NULL when `fd` is not virtual. No lock, no system call, and no call: every read and write of a file
 * asks it. */
static inline struct socket *table_find(int fd)
{
	if ((unsigned)fd >= DESCRIPTORS_MAX || table_entries == NULL)
		return NULL;
	uint32_t entry = atomic_load_explicit(&table_entries[fd], memory_order_acquire);
	return entry == 0 ? NULL : &table_sockets[entry - 1];
}

/* Makes `fd` virtual, with a fresh socket. NULL when there is no room (-EMFILE). */
struct socket *table_claim(int fd, struct context context, int family, int protocol);
void table_share(int old_fd, int new_fd); /* after dup; forgets new_fd when old_fd is not virtual */
void table_forget(int fd); /* before close */
void table_forget_range(unsigned first, unsigned last);
int table_highest(void); /* the highest descriptor ever claimed, or -1 */
int table_count(void); /* virtual descriptors now open */
void table_start(void);
/* In a process that has a copy of the table and none of its descriptors: its sockets live on elsewhere. */
void table_abandon(void);

/* Recognises a descriptor that came by exec, SCM_RIGHTS or a supervisor, by the names that the
 * kernel keeps. NULL when it is not a socket of `network`. */
struct socket *socket_recover(int fd, struct context context);
/* Marks what names cannot say (an unbound socket) before descriptors leave the process. */
void socket_mark_for_transfer(int fd);
/* Another process that shares the real socket may have bound or connected it: looks again. */
void socket_refresh(struct socket *socket, int fd);

/* --- operations: a value, or -errno -------------------------------------------------------- */

/* SO_ERROR: reads and clears. Finishes a connect that waited for a full queue. */
int socket_take_error(struct socket *socket, int fd);
bool socket_is_connected(const struct socket *socket);
/* Replaces the real socket behind every descriptor of `socket` by a new one. */
int socket_renew_real(struct socket *socket, int fd);
/* Gives the socket a port of the shim's choice when it has none. */
int socket_bind_automatically(struct socket *socket, int fd);
/* Gives the real socket the name that bind() left out: before it listens, or leaves the process. */
int socket_bind_late(struct socket *socket, int fd);

int socket_open(struct context context, int family, int type, int protocol);
int socket_bind(struct socket *socket, int fd, const struct sockaddr *address, socklen_t length);
int socket_listen(struct socket *socket, int fd, int backlog);
int socket_accept(struct socket *socket, int fd, struct sockaddr *address, socklen_t *length,
                  int flags);
int socket_connect(struct socket *socket, int fd, const struct sockaddr *address, socklen_t length);
int socket_local_name(struct socket *socket, int fd, struct sockaddr *address, socklen_t *length);
int socket_peer_name(struct socket *socket, int fd, struct sockaddr *address, socklen_t *length);
int socket_shutdown(struct socket *socket, int fd, int how);
void socket_before_close(struct socket *socket, int fd); /* the last descriptor goes */

ssize_t socket_send(struct socket *socket, int fd, const struct msghdr *message, int flags);
ssize_t socket_receive(struct socket *socket, int fd, struct msghdr *message, int flags);
int socket_control(struct socket *socket, int fd, unsigned long request, void *argument);

#endif
