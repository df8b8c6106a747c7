/* The records of what happens to connections. */
#include <netinet/in.h>
#include <string.h>

#include "journal_record.h"

struct record_shutdown {
	struct record head;
	uint32_t how;
	uint32_t padding;
};

struct record_close {
	struct record head;
	uint64_t sent;
	uint64_t received;
	uint32_t is_reset;
	uint32_t padding;
};

struct record_attempt {
	struct record head;
	struct record_endpoints endpoints;
	uint32_t error;
	uint32_t padding;
};

void journal_open(struct socket *socket, uint64_t began_ns)
{
	if (!socket->is_recorded)
		return;
	atomic_store(&socket->journal_place, 0);
	record_open(socket, began_ns);
}

void journal_shutdown(struct socket *socket, int how)
{
	struct record_shutdown *record =
		socket->is_recorded ? record_begin_for(socket, sizeof(*record)) : NULL;
	if (record == NULL)
		return;
	record->how = (uint32_t)how;
	record_publish(&record->head, JOURNAL_SHUTDOWN);
}

void journal_end(struct socket *socket, enum journal_kind end_or_reset)
{
	if (!socket->is_recorded || socket->has_end_recorded)
		return;
	socket->has_end_recorded = true;
	struct record *record = record_begin_for(socket, sizeof(*record));
	if (record != NULL)
		record_publish(record, end_or_reset);
}

void journal_close(struct socket *socket, bool is_reset)
{
	struct record_close *record = record_begin_for(socket, sizeof(*record));
	if (record == NULL)
		return;
	record->sent = atomic_load_explicit(&socket->sent, memory_order_relaxed);
	record->received = atomic_load_explicit(&socket->received, memory_order_relaxed);
	record->is_reset = is_reset;
	record_publish(&record->head, JOURNAL_CLOSE);
}

void journal_attempt(struct context context, enum journal_kind kind, int protocol,
                     const struct endpoint *destination, int error)
{
	struct journal *journal = journal_of(context);
	struct record_attempt *record =
		journal == NULL ? NULL : record_begin(journal, 0, sizeof(*record));
	if (record == NULL)
		return;
	record->endpoints = (struct record_endpoints){
		.protocol = (uint8_t)protocol,
		.own_host = context.host,
		.peer_host = HOST_UNKNOWN,
		.remote = destination->address,
		.remote_port = destination->port,
	};
	if (host_source_for(context, &destination->address, &record->endpoints.own) < 0)
		record->endpoints.own =
			address_any(address_is_v4(&destination->address) ? AF_INET : AF_INET6);
	record->error = (uint32_t)error;
	record_publish(&record->head, kind);
}

void journal_listen(struct socket *socket)
{
	struct record_open *record = record_begin_for(socket, sizeof(*record));
	if (record == NULL)
		return;
	record->endpoints = record_endpoints_of(socket);
	record->endpoints.role = 1;
	record_publish(&record->head, JOURNAL_LISTEN);
}

void journal_exec(struct context context, const char *path)
{
	struct journal *journal = journal_of(context);
	size_t length = strlen(path) + 1,
	       size = sizeof(struct record) + ((length + 7) & ~(size_t)7);
	struct record *record = journal == NULL ? NULL : record_begin(journal, 0, size);
	if (record == NULL)
		return;
	memcpy(record + 1, path, length);
	record_publish(record, JOURNAL_EXEC);
}
