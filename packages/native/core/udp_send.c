#include <netinet/in.h>
#include <string.h>

#include "../real/real.h"
#include "ancillary.h"
#include "deliver.h"
#include "dns_serve.h"
#include "journal.h"
#include "network.h"
#include "real_ip.h"
#include "network_file.h"
#include "stream.h"
#include "udp.h"
#include "udplite.h"

enum { LEAVES_THE_NETWORK = 1 }; /* beside 0 and -errno */
enum { PAYLOAD_MAX_V4 = 65507, PAYLOAD_MAX_V6 = 65527, BUFFERS_MAX = 1024 };

/* An IPv6 socket may send to a plain IPv4 address. */
static int address_family(const struct socket *socket, const struct msghdr *message)
{
	const struct sockaddr *name = message->msg_name;
	bool is_short = name == NULL || message->msg_namelen < sizeof name->sa_family;
	return !is_short && name->sa_family == AF_INET ? AF_INET : socket->family;
}

static bool has_destination(const struct msghdr *message)
{
	return message->msg_name != NULL && message->msg_namelen > 0;
}

static int read_destination(const struct socket *socket, const struct msghdr *message,
                            struct endpoint *destination)
{
	if (!has_destination(message)) {
		*destination = socket->remote;
		return atomic_load(&socket->state) == SOCKET_CONNECTED ? 0 : -EDESTADDRREQ;
	}
	struct sockaddr_in unspecified;
	const struct sockaddr *name = message->msg_name;
	if (socket->family == AF_INET && message->msg_namelen >= sizeof unspecified &&
	    name->sa_family == AF_UNSPEC) { /* taken for AF_INET */
		memcpy(&unspecified, name, sizeof unspecified);
		unspecified.sin_family = AF_INET;
		name = (const struct sockaddr *)&unspecified;
	}
	int result = endpoint_read(destination, address_family(socket, message), name,
	                           message->msg_namelen);
	if (result < 0)
		return result;
	bool is_v4 = address_is_v4(&destination->address);
	if (socket->options.is_v6_only && is_v4)
		return -ENETUNREACH;
	if (destination->port == 0)
		return -EINVAL;
	if (address_is_any(&destination->address))
		destination->address = address_loopback(is_v4 ? AF_INET : AF_INET6);
	return 0;
}

/* A control message may say it, the socket's own address does, else the route decides. */
static int choose_source(const struct socket *socket, const struct msghdr *message,
                         const struct address *destination, struct address *source)
{
	bool has_source = false;
	int result = ancillary_read(message, socket->family, source, &has_source);
	if (result < 0 || has_source)
		return result;
	*source = socket->bound.address;
	if (!address_is_any(source) && address_is_v4(source) != address_is_v4(destination))
		return -ENETUNREACH;
	if (!address_is_any(source) && !address_is_multicast(source) &&
	    !address_is_network_broadcast(source))
		return 0;
	return host_source_for(socket->context, destination, source) < 0 ? -ENETUNREACH : 0;
}

/* A refused datagram comes back as an error to a connected socket, which becomes readable. */
static void report_refusal(struct socket *socket, int fd, const struct parcel *parcel)
{
	struct endpoint destination = { parcel->header.destination,
		                        parcel->header.destination_port };
	notice_refused(socket->context, socket->protocol, &destination);
	if (atomic_load(&socket->state) != SOCKET_CONNECTED ||
	    destination.port != socket->remote.port ||
	    !address_equal(&destination.address, &socket->remote.address))
		return;
	struct datagram_header header = parcel->header;
	header.kind = DATAGRAM_ERROR;
	struct iovec buffer = { &header, sizeof header };
	struct parcel error = { header, &buffer, 1 };
	struct name own;
	udp_own_name(socket, &own);
	atomic_store(&socket->pending_error, ECONNREFUSED);
	(void)deliver_to_name(socket, fd, &own, &error);
}

static int deliver(struct socket *socket, int fd, const struct parcel *parcel)
{
	const struct address *destination = &parcel->header.destination;
	if (address_is_multicast(destination))
		deliver_multicast(socket, fd, parcel);
	else if (address_is_network_broadcast(destination))
		deliver_broadcast(socket, fd, parcel);
	else
		return deliver_unicast(socket, fd, parcel);
	return 0;
}

static int check_size(ssize_t size, const struct address *destination)
{
	if (size < 0)
		return (int)size;
	return size > (address_is_v4(destination) ? PAYLOAD_MAX_V4 : PAYLOAD_MAX_V6) ? -EMSGSIZE
	                                                                             : 0;
}

/* All that can be wrong with a datagram before it leaves; fills its header. */
static int prepare(struct socket *socket, int fd, const struct msghdr *message,
                   struct datagram_header *header)
{
	struct endpoint destination;
	int result = -udp_take_error(socket, fd);
	if (result == 0 && atomic_load(&socket->state) == SOCKET_UNBOUND)
		result = socket_bind_automatically(socket, fd);
	if (result == 0)
		result = read_destination(socket, message, &destination);
	if (result == 0)
		result = check_size(message_size(message), &destination.address);
	if (result == 0 && address_is_network_broadcast(&destination.address) &&
	    !socket->options.is_broadcast)
		result = -EACCES;
	if (result == 0 && has_destination(message) && udp_leaves(socket, &destination))
		return LEAVES_THE_NETWORK;
	if (result == 0 && socket->local.port == 0)
		socket->local = socket->bound;
	if (result == 0)
		result = choose_source(socket, message, &destination.address, &header->source);
	header->token = socket->context.network->file->token;
	header->kind = DATAGRAM_DATA;
	header->source_port = socket->bound.port;
	header->destination = destination.address;
	header->destination_port = destination.port;
	ancillary_stamp(socket, message, header);
	if (result == 0)
		header->coverage = udplite_coverage(socket, (size_t)message_size(message));
	return result;
}

static struct journal_datagram *record_parcel(struct socket *socket, const struct parcel *parcel)
{
	size_t size = 0;
	for (size_t i = 1; i < parcel->buffer_count; i++)
		size += parcel->buffers[i].iov_len;
	return journal_datagram(socket, &parcel->header, parcel->buffers + 1, size);
}

ssize_t udp_send(struct socket *socket, int fd, const struct msghdr *message, int flags)
{
	struct parcel parcel;
	if (flags & MSG_OOB)
		return -EOPNOTSUPP;
	if (message->msg_iovlen > BUFFERS_MAX)
		return -EMSGSIZE;
	memset(&parcel.header, 0, sizeof parcel.header);
	int result = prepare(socket, fd, message, &parcel.header);
	if (result == LEAVES_THE_NETWORK)
		return real_ip_send(socket, fd, message, flags);
	if (result < 0)
		return result;
	if (socket->is_shut_for_write)
		return -EPIPE;
	struct iovec buffers[message->msg_iovlen + 1];
	buffers[0] = (struct iovec){ &parcel.header, sizeof parcel.header };
	if (message->msg_iovlen > 0)
		memcpy(buffers + 1, message->msg_iov, message->msg_iovlen * sizeof *buffers);
	parcel.buffers = buffers;
	parcel.buffer_count = message->msg_iovlen + 1;
	struct journal_datagram *record = NULL;
	if (socket->is_recorded)
		record = record_parcel(socket, &parcel);
	result = deliver(socket, fd, &parcel);
	if ((result == -ECONNREFUSED || result == -ENETUNREACH) &&
	    dns_serve_datagram(socket, fd, &parcel))
		result = 0;
	journal_datagram_result(record, result);
	struct endpoint destination = { parcel.header.destination, parcel.header.destination_port };
	if (result == -ENETUNREACH)
		return udp_block(socket, &destination);
	if (result == -ECONNREFUSED && has_destination(message) &&
	    udp_leaves_unheard(socket, &destination))
		return real_ip_send(socket, fd, message, flags);
	if (result == -ECONNREFUSED)
		report_refusal(socket, fd, &parcel);
	else if (result < 0)
		return result;
	return message_size(message);
}
