#include "journal_record.h"

#include <netinet/in.h>

#include "journal_clock.h"

enum { MARK = 0x57530000 };

void *record_begin(struct journal *journal, uint64_t socket, size_t size)
{
	struct record *record = journal_reserve(journal, (uint32_t)size);
	if (record == NULL)
		return NULL;
	record->size = (uint32_t)size;
	record->time_ns = journal_clock();
	record->socket = socket;
	return record;
}

void record_publish(struct record *record, enum journal_kind kind)
{
	atomic_store_explicit(&record->mark, MARK + (uint32_t)kind, memory_order_release);
}

struct record_endpoints record_endpoints_of(const struct socket *socket)
{
	bool is_server = socket->is_server_side;
	return (struct record_endpoints){
		.protocol = socket->protocol,
		.role = is_server,
		.own_host = socket->context.host,
		.peer_host = is_server ? socket->peer_host : HOST_UNKNOWN,
		.own = socket->local.address,
		.remote = socket->remote.address,
		.own_port = socket->local.port,
		.remote_port = socket->remote.port,
	};
}

uint64_t record_number_of(const struct socket *socket)
{
	return atomic_load_explicit(&socket->journal_place, memory_order_relaxed) & UINT32_MAX;
}

/* Gives the socket a number in this journal. False when it has one, maybe by another thread. */
static bool take_number(struct journal *journal, struct socket *socket)
{
	uint64_t seen = atomic_load(&socket->journal_place);
	uint64_t upper = (journal->epoch ^ journal->epoch >> 32) << 32;
	if (seen != 0 && (seen & ~(uint64_t)UINT32_MAX) == upper)
		return false;
	uint64_t number = atomic_fetch_add(&journal->header->socket_count, 1) + 1;
	return atomic_compare_exchange_strong(&socket->journal_place, &seen,
	                                      upper | (number & UINT32_MAX));
}

static void put_open(struct journal *journal, const struct socket *socket, uint64_t began_ns,
                     bool is_inherited)
{
	if (socket->type != SOCK_STREAM || !socket_is_connected(socket))
		return;
	struct record_open *record =
		record_begin(journal, record_number_of(socket), sizeof(*record));
	if (record == NULL)
		return;
	record->endpoints = record_endpoints_of(socket);
	record->endpoints.is_inherited = is_inherited;
	if (began_ns != 0)
		record->head.time_ns = began_ns;
	record_publish(&record->head, JOURNAL_OPEN);
}

void record_open(struct socket *socket, uint64_t began_ns)
{
	struct journal *journal = journal_of(socket->context);
	if (journal != NULL && take_number(journal, socket))
		put_open(journal, socket, began_ns, false);
}

/* A process that got the socket from another one records it under a number of its own. */
struct journal *record_journal_of(struct socket *socket)
{
	struct journal *journal = journal_of(socket->context);
	if (journal != NULL && take_number(journal, socket))
		put_open(journal, socket, 0, true);
	return journal;
}

void *record_begin_for(struct socket *socket, size_t size)
{
	struct journal *journal = record_journal_of(socket);
	return journal == NULL ? NULL : record_begin(journal, record_number_of(socket), size);
}
