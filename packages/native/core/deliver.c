#include "deliver.h"

#include "../real/real.h"
#include "buffers.h"
#include "multicast.h"
#include "network_file.h"
#include "port.h"
#include "silence.h"
#include "spill.h"
#include "udp_peer.h"

static ssize_t send_to_name(int fd, const struct name *name, const struct parcel *parcel)
{
	enum { FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL };
	char whole[DATAGRAM_SMALL];
	size_t size = buffers_size(parcel->buffers, parcel->buffer_count, sizeof whole);
	if (size <= sizeof whole) {
		buffers_gather(parcel->buffers, parcel->buffer_count, whole);
		return kernel_size(real(sendto)(fd, whole, size, FLAGS,
		                                (const struct sockaddr *)&name->address,
		                                name->length));
	}
	struct msghdr message = {
		.msg_name = (void *)(uintptr_t)&name->address,
		.msg_namelen = name->length,
		.msg_iov = (struct iovec *)(uintptr_t)parcel->buffers,
		.msg_iovlen = parcel->buffer_count,
	};
	return kernel_size(real(sendmsg)(fd, &message, FLAGS));
}

int deliver_to_name(struct socket *sender, int fd, const struct name *name,
                    const struct parcel *parcel)
{
	struct network *network = sender->context.network;
	if (spill_has(network, name))
		return spill_add(network, name, parcel->buffers, parcel->buffer_count);
	ssize_t sent = send_to_name(fd, name, parcel);
	if (sent == -EAGAIN)
		return spill_add(network, name, parcel->buffers, parcel->buffer_count);
	return sent >= 0 ? 0 : (int)sent;
}

static uint32_t seed_of(const struct datagram_header *header)
{
	return address_hash(&header->source) ^ (header->source_port * 0x9e3779b1u) >> 16;
}

static bool is_from(const struct datagram_header *header, const struct endpoint *peer)
{
	return peer->port == header->source_port && address_equal(&peer->address, &header->source);
}

/* A connected socket hears its peer only. */
static bool is_for(const struct network *network, const struct name *name,
                   const struct datagram_header *header)
{
	struct endpoint peer;
	if (atomic_load_explicit(&network->file->udp_peer_count, memory_order_relaxed) == 0 ||
	    !udp_peer_get(network, name_hash(name), &peer))
		return true;
	return header->kind == DATAGRAM_ERROR || is_from(header, &peer);
}

static bool is_connected_to_sender(const struct network *network, const struct name *name,
                                   const struct datagram_header *header)
{
	struct endpoint peer;
	return udp_peer_get(network, name_hash(name), &peer) && is_from(header, &peer);
}

static int deliver_to_first(struct socket *sender, int fd, uint16_t host,
                            const struct parcel *parcel,
                            bool (*takes)(const struct network *, const struct name *,
                                          const struct datagram_header *))
{
	struct endpoint destination = { parcel->header.destination,
		                        parcel->header.destination_port };
	struct port_walk walk = { .seed = seed_of(&parcel->header) };
	struct network *network = sender->context.network;
	struct name name;
	while (port_walk_next(&walk, network, name_kind_of(sender->protocol), host, &destination,
	                      &name)) {
		if (!takes(network, &name, &parcel->header))
			continue;
		int result = deliver_to_name(sender, fd, &name, parcel);
		if (result != -ECONNREFUSED)
			return result;
	}
	return -ECONNREFUSED;
}

/* Of the sockets that share a port, one that is connected to the sender comes first. */
static int deliver_on_host(struct socket *sender, int fd, uint16_t host,
                           const struct parcel *parcel)
{
	int result = -ECONNREFUSED;
	if (atomic_load_explicit(&sender->context.network->file->udp_peer_count,
	                         memory_order_relaxed) != 0)
		result = deliver_to_first(sender, fd, host, parcel, is_connected_to_sender);
	if (result == -ECONNREFUSED)
		result = deliver_to_first(sender, fd, host, parcel, is_for);
	return result;
}

int deliver_unicast(struct socket *sender, int fd, const struct parcel *parcel)
{
	int host = host_of_address(sender->context, &parcel->header.destination);
	if (host < 0)
		return host;
	if (silence_is_between(sender->context, host))
		return 0;
	int result = deliver_on_host(sender, fd, (uint16_t)host, parcel);
	int fallback = host_fallback_for(sender->context, &parcel->header.destination);
	if (result == -ECONNREFUSED && fallback >= 0 && fallback != host)
		result = deliver_on_host(sender, fd, (uint16_t)fallback, parcel);
	return result;
}

bool deliver_has_receiver(const struct socket *sender, const struct endpoint *destination)
{
	struct port_walk walk = { 0 };
	struct name name;
	while (port_walk_next(&walk, sender->context.network, name_kind_of(sender->protocol),
	                      sender->context.host, destination, &name))
		if (name_is_bound(&name, SOCK_DGRAM))
			return true;
	return false;
}

/* The broadcast addresses of the subnets that hosts get addresses from. */
bool address_is_network_broadcast(const struct address *address)
{
	static const uint8_t ends[][4] = { { 10, 0, 255, 255 },
		                           { 10, 53, 57, 255 },
		                           { 10, 255, 255, 255 },
		                           { 127, 255, 255, 255 } };
	if (!address_is_v4(address) || address->bytes[15] != 255)
		return false;
	if (address_is_broadcast(address))
		return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct address end = address_v4(ends[i][0], ends[i][1], ends[i][2], ends[i][3]);
		if (address_equal(address, &end))
			return true;
	}
	return false;
}

void deliver_broadcast(struct socket *sender, int fd, const struct parcel *parcel)
{
	struct endpoint destination = { parcel->header.destination,
		                        parcel->header.destination_port };
	struct network *network = sender->context.network;
	for (int host = 0; host < host_count(network); host++) {
		struct port_walk walk = { 0 };
		struct name name;
		if (!atomic_load(&network->file->hosts[host].is_alive))
			continue;
		while (port_walk_next(&walk, network, name_kind_of(sender->protocol),
		                      (uint16_t)host, &destination, &name))
			(void)deliver_to_name(sender, fd, &name, parcel);
	}
}

void deliver_multicast(struct socket *sender, int fd, const struct parcel *parcel)
{
	struct network *network = sender->context.network;
	struct member member;
	int cursor = 0;
	while (multicast_member_next(network, &parcel->header.destination,
	                             parcel->header.destination_port, &cursor, &member)) {
		struct endpoint bound = { member.bound, member.port };
		struct name name;
		if (!multicast_reaches(sender, &member))
			continue;
		name_make_bound(&name, network, (enum name_kind)member.kind,
		                (enum name_form)member.form, member.host, member.slot, &bound);
		if (deliver_to_name(sender, fd, &name, parcel) == -ECONNREFUSED)
			multicast_forget(network, cursor - 1);
	}
}
