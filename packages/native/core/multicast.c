#include "multicast.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "interface.h"
#include "name.h"
#include "network.h"
#include "socket.h"

enum { GROUPS_PER_SOCKET_MAX = 20 /* net.ipv4.igmp_max_memberships */ };

static bool is_bound(const struct socket *socket)
{
	return socket->bound.port != 0;
}

/* What identifies a member: the socket's bound name. */
static struct member member_of(const struct socket *socket, const struct address *group,
                               unsigned interface)
{
	return (struct member){
		.host = socket->context.host,
		.port = socket->bound.port,
		.slot = socket->slot,
		.form = (uint8_t)name_form_of(&socket->bound.address, socket->options.is_v6_only),
		.kind = (uint8_t)name_kind_of(socket->protocol),
		.interface = (uint8_t)interface,
		.group = *group,
		.bound = socket->bound.address,
	};
}

static bool is_same_socket(const struct member *left, const struct member *right)
{
	return left->port == right->port && left->host == right->host &&
	       left->slot == right->slot && left->form == right->form &&
	       left->kind == right->kind && address_equal(&left->bound, &right->bound);
}

static bool is_same_membership(const struct member *left, const struct member *right)
{
	return is_same_socket(left, right) && address_equal(&left->group, &right->group) &&
	       (left->interface == right->interface || right->interface == INTERFACE_NONE);
}

/* --- the network's file, under its lock ------------------------------------------------------- */

static int member_count(const struct network_file *file)
{
	uint32_t count = atomic_load_explicit(&file->member_count, memory_order_acquire);
	return count < MEMBERS_MAX ? (int)count : MEMBERS_MAX;
}

static int find_membership(const struct network_file *file, const struct member *wanted)
{
	for (int i = 0; i < member_count(file); i++)
		if (file->members[i].is_used && is_same_membership(&file->members[i], wanted))
			return i;
	return -1;
}

static int count_memberships(const struct network_file *file, const struct member *wanted)
{
	int count = 0;
	for (int i = 0; i < member_count(file); i++)
		count += file->members[i].is_used && is_same_socket(&file->members[i], wanted);
	return count;
}

static bool has_gone(const struct network *network, const struct member *member)
{
	struct name name;
	struct endpoint bound = { .address = member->bound, .port = member->port };
	name_make_bound(&name, network, (enum name_kind)member->kind, (enum name_form)member->form,
	                member->host, member->slot, &bound);
	return !name_is_bound(&name, SOCK_DGRAM);
}

/* A free entry; when all are taken, one whose socket is gone. */
static struct member *free_entry(const struct network *network)
{
	struct network_file *file = network->file;
	for (int i = 0; i < MEMBERS_MAX; i++)
		if (i >= member_count(file) || !file->members[i].is_used) {
			if (i >= member_count(file))
				file->member_count = (uint32_t)i + 1;
			return &file->members[i];
		}
	for (int i = 0; i < MEMBERS_MAX; i++)
		if (has_gone(network, &file->members[i]))
			return &file->members[i];
	return NULL;
}

static int add_membership(const struct network *network, const struct member *member)
{
	if (find_membership(network->file, member) >= 0)
		return -EADDRINUSE;
	if (count_memberships(network->file, member) >= GROUPS_PER_SOCKET_MAX)
		return -ENOBUFS;
	struct member *entry = free_entry(network);
	if (entry == NULL)
		return -ENOBUFS;
	entry->is_used = 0;
	struct member filled = *member;
	filled.is_used = 0;
	*entry = filled;
	entry->is_used = 1;
	return 0;
}

/* --- sockets without a name ------------------------------------------------------------------- */

static struct pending_group *find_pending(struct socket *socket, const struct address *group,
                                          unsigned interface)
{
	struct pending_group *groups = socket->options.pending_groups;
	for (int i = 0; i < PENDING_GROUPS_MAX; i++)
		if (groups[i].interface != INTERFACE_NONE &&
		    address_equal(&groups[i].group, group) &&
		    (interface == INTERFACE_NONE || groups[i].interface == interface))
			return &groups[i];
	return NULL;
}

static int join_pending(struct socket *socket, const struct address *group, unsigned interface)
{
	struct pending_group *groups = socket->options.pending_groups;
	if (find_pending(socket, group, interface) != NULL)
		return -EADDRINUSE;
	for (int i = 0; i < PENDING_GROUPS_MAX; i++)
		if (groups[i].interface == INTERFACE_NONE) {
			groups[i].group = *group;
			groups[i].interface = (uint8_t)interface;
			return 0;
		}
	return -ENOBUFS;
}

/* --- operations ------------------------------------------------------------------------------- */

int multicast_join(struct socket *socket, const struct address *group, unsigned interface)
{
	struct network_lock lock;
	if (!address_is_multicast(group))
		return -EINVAL;
	if (interface == INTERFACE_NONE)
		interface = INTERFACE_ETHERNET;
	if (interface_name(interface) == NULL)
		return -ENODEV;
	if (!is_bound(socket))
		return join_pending(socket, group, interface);
	struct member member = member_of(socket, group, interface);
	network_lock(socket->context.network, &lock);
	int result = add_membership(socket->context.network, &member);
	network_unlock(socket->context.network, &lock);
	return result;
}

int multicast_leave(struct socket *socket, const struct address *group, unsigned interface)
{
	struct network_lock lock;
	struct pending_group *pending = find_pending(socket, group, interface);
	if (pending != NULL) {
		pending->interface = INTERFACE_NONE;
		return 0;
	}
	if (!is_bound(socket))
		return -EADDRNOTAVAIL;
	struct member member = member_of(socket, group, interface);
	network_lock(socket->context.network, &lock);
	int index = find_membership(socket->context.network->file, &member);
	if (index >= 0)
		socket->context.network->file->members[index].is_used = 0;
	network_unlock(socket->context.network, &lock);
	return index < 0 ? -EADDRNOTAVAIL : 0;
}

static void forget_all(struct network_file *file, const struct member *of)
{
	for (int i = 0; i < member_count(file); i++)
		if (file->members[i].is_used && is_same_socket(&file->members[i], of))
			file->members[i].is_used = 0;
}

void multicast_socket_bound(struct socket *socket)
{
	struct network_lock lock;
	struct network *network = socket->context.network;
	const struct address none = { { 0 } };
	struct member member = member_of(socket, &none, INTERFACE_NONE);
	if (network->file->member_count == 0 &&
	    socket->options.pending_groups[0].interface == INTERFACE_NONE)
		return;
	network_lock(network, &lock);
	forget_all(network->file, &member); /* of a socket that had the name before */
	for (int i = 0; i < PENDING_GROUPS_MAX; i++) {
		struct pending_group *pending = &socket->options.pending_groups[i];
		if (pending->interface == INTERFACE_NONE)
			continue;
		member.group = pending->group;
		member.interface = pending->interface;
		add_membership(network, &member);
		pending->interface = INTERFACE_NONE;
	}
	network_unlock(network, &lock);
}

bool multicast_member_next(const struct network *network, const struct address *group,
                           uint16_t port, int *cursor, struct member *member)
{
	const struct network_file *file = network->file;
	while (*cursor < member_count(file)) {
		const struct member *entry = &file->members[(*cursor)++];
		if (!entry->is_used || entry->port != port || !address_equal(&entry->group, group))
			continue;
		*member = *entry;
		/* A socket that is bound to one unicast address gets nothing for others. */
		if (address_is_any(&member->bound) || address_equal(&member->bound, group))
			return true;
	}
	return false;
}

/* As the kernel routes: the interface that the program chose, else that of its own address. */
static unsigned sending_interface(const struct socket *sender, bool is_v4)
{
	int chosen = is_v4 ? option_value(sender, IPPROTO_IP, IP_MULTICAST_IF)
	                   : option_value(sender, IPPROTO_IPV6, IPV6_MULTICAST_IF);
	if (chosen != INTERFACE_NONE)
		return (unsigned)chosen;
	return address_is_loopback(&sender->bound.address) ? INTERFACE_LO : INTERFACE_ETHERNET;
}

bool multicast_reaches(const struct socket *sender, const struct member *member)
{
	unsigned interface = sending_interface(sender, address_is_v4(&member->group));
	bool is_same_host = member->host == sender->context.host;
	if (is_same_host && sender->options.is_multicast_loop_off)
		return false;
	return member->kind == name_kind_of(sender->protocol) && member->interface == interface &&
	       (interface != INTERFACE_LO || is_same_host);
}

void multicast_forget(struct network *network, int index)
{
	struct network_lock lock;
	if (index < 0 || index >= MEMBERS_MAX)
		return;
	network_lock(network, &lock);
	if (network->file->members[index].is_used &&
	    has_gone(network, &network->file->members[index]))
		network->file->members[index].is_used = 0;
	network_unlock(network, &lock);
}
