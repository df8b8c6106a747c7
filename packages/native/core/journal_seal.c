#include "journal_seal.h"

#include <stdatomic.h>

#include "journal_clock.h"
#include "journal_file.h"
#include "journal_space.h"
#include "socket.h"

enum { SEALED_PAYLOAD = 1024 * 1024, SEALED_EVENTS = 64 * 1024 };

static atomic_bool is_sealed, is_confined;

void journal_confine(struct context context)
{
	if (context.network != NULL && journal_of(context) != NULL)
		journal_keep(context.network);
	atomic_store_explicit(&is_confined, true, memory_order_relaxed);
}

bool journal_is_confined(void)
{
	return atomic_load_explicit(&is_confined, memory_order_relaxed);
}

void journal_seal(struct context context, bool is_strict)
{
	bool has_sockets = context.network != NULL && table_count() > 0;
	struct journal *journal = has_sockets ? journal_of(context) : NULL;
	if (journal != NULL) {
		uint64_t bytes = atomic_load(&journal->header->byte_count),
			 events = atomic_load(&journal->header->event_end);
		(void)(journal_back(journal, &journal->payload, bytes + SEALED_PAYLOAD) &&
		       journal_back(journal, &journal->events, events + SEALED_EVENTS));
	}
	if (is_strict)
		journal_clock_take_coarse();
	atomic_store_explicit(&is_sealed, true, memory_order_relaxed);
}

void journal_unseal(void)
{
	journal_clock_take_precise();
	atomic_store_explicit(&is_sealed, false, memory_order_relaxed);
}

bool journal_is_sealed(void)
{
	return atomic_load_explicit(&is_sealed, memory_order_relaxed);
}
