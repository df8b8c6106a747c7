#include <netinet/in.h>
#include <string.h>

#include "../real/real.h"
#include "aside.h"
#include "buffers.h"
#include "dns_answer.h"
#include "dns_elsewhere.h"
#include "dns_message.h"
#include "dns_serve.h"
#include "journal.h"
#include "network_file.h"
#include "pause.h"
#include "udp.h"

/* No query is longer; what is, is no query. */
enum { QUERY_MAX = 4096, HOPS = 64 };

struct exchange {
	struct socket *sender;
	struct datagram_header header; /* of the answer */
	struct dns_reply reply;
	struct dns_elsewhere elsewhere;
	bool is_asked_elsewhere;
	size_t query_size;
	uint8_t query[QUERY_MAX];
	uint8_t answer[DNS_EDNS_SIZE];
};

static size_t gather(const struct parcel *query, uint8_t bytes[QUERY_MAX])
{
	size_t size = buffers_size(query->buffers + 1, query->buffer_count - 1, QUERY_MAX);
	if (size > QUERY_MAX)
		return 0;
	buffers_gather(query->buffers + 1, query->buffer_count - 1, bytes);
	return size;
}

static struct datagram_header header_of_answer(const struct socket *sender,
                                               const struct datagram_header *query)
{
	return (struct datagram_header){
		.token = sender->context.network->file->token,
		.kind = DATAGRAM_DATA,
		.hops = HOPS,
		.source_port = query->destination_port,
		.destination_port = query->source_port,
		.source = query->destination,
		.destination = query->source,
	};
}

/* A socket that is connected to another one does not hear it. */
static bool hears(const struct socket *socket, const struct datagram_header *header)
{
	return atomic_load(&socket->state) != SOCKET_CONNECTED ||
	       (socket->remote.port == header->source_port &&
	        address_equal(&socket->remote.address, &header->source));
}

static void deliver_answer(struct exchange *exchange, int fd)
{
	struct iovec buffers[] = { { &exchange->header, sizeof(exchange->header) },
		                   { exchange->answer, exchange->reply.size } };
	struct parcel parcel = { exchange->header, buffers, 2 };
	struct name name;
	journal_dns_answer(exchange->sender, &exchange->header, &buffers[1]);
	udp_own_name(exchange->sender, &name);
	(void)deliver_to_name(exchange->sender, fd, &name, &parcel);
}

/* The sender may have gone meanwhile; its own descriptor would keep its port. */
static void deliver_later(void *argument, int unused)
{
	struct exchange *exchange = argument;
	(void)unused;
	pause_ms(exchange->reply.delay_ms);
	if (exchange->is_asked_elsewhere)
		exchange->reply.size = dns_elsewhere_ask(&exchange->elsewhere, exchange->query,
		                                         exchange->query_size, exchange->answer,
		                                         sizeof(exchange->answer));
	int fd = exchange->reply.size == 0 ? -1
	                                   : real(socket)(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd >= 0)
		deliver_answer(exchange, fd);
}

bool dns_serve_datagram(struct socket *sender, int fd, const struct parcel *query)
{
	struct endpoint destination = { query->header.destination, query->header.destination_port };
	struct exchange exchange;
	if (!dns_serves(sender->context, sender->protocol, &destination))
		return false;
	exchange.sender = sender;
	exchange.header = header_of_answer(sender, &query->header);
	exchange.query_size = gather(query, exchange.query);
	exchange.reply = dns_answer(sender->context, IPPROTO_UDP, exchange.query,
	                            exchange.query_size, exchange.answer, sizeof(exchange.answer));
	if (exchange.reply.size == 0)
		return true;
	exchange.elsewhere = dns_elsewhere_of(sender->context, IPPROTO_UDP, &destination);
	exchange.is_asked_elsewhere = dns_elsewhere_is_asked(&exchange.elsewhere, &exchange.reply);
	if (exchange.reply.is_silent || !hears(sender, &exchange.header))
		return true;
	if (exchange.reply.delay_ms == 0 && !exchange.is_asked_elsewhere)
		deliver_answer(&exchange, fd);
	else
		(void)aside_start(sender->context, "socketwrap-dns", deliver_later, &exchange, -1);
	return true;
}
