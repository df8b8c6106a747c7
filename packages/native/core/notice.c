#include <errno.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "journal.h"
#include "log.h"
#include "network_file.h"
#include "policy.h"
#include "program.h"
#include "shared_bytes.h"
#include "text.h"

enum { NOTICE_MASK = NOTICES_MAX - 1, WAIT_TURNS = 64 };
static const uint64_t BEING_WRITTEN = 1ull << 63;

static uint64_t *sequence_of(const struct network *network, uint64_t sequence)
{
	return &network->file->notices[(sequence - 1) & NOTICE_MASK].sequence;
}

/* False when another writer is at the entry, or has written a later notice there. */
static bool claim(uint64_t *shared, uint64_t sequence)
{
	uint64_t found = __atomic_load_n(shared, __ATOMIC_RELAXED);
	if (found >= sequence)
		return false;
	return __atomic_compare_exchange_n(shared, &found, sequence | BEING_WRITTEN, false,
	                                   __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
}

/* An entry has one writer at a time, so a writer whose entry is taken goes on to the next number. One
 * that is killed while it writes keeps its entry for good. */
static void publish(struct network *network, struct notice *notice)
{
	enum { BODY = offsetof(struct notice, time_ns) };
	for (int tries = 0; tries < NOTICES_MAX; tries++) {
		uint64_t sequence = atomic_fetch_add(&network->file->next_notice, 1) + 1;
		uint64_t *shared = sequence_of(network, sequence);
		if (!claim(shared, sequence))
			continue;
		shared_store((char *)shared + BODY, (char *)notice + BODY, sizeof(*notice) - BODY);
		__atomic_store_n(shared, sequence, __ATOMIC_RELEASE);
		return;
	}
}

static struct notice begin(struct context context, enum notice_kind kind, int protocol, int error)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	struct notice notice = {
		.time_ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec,
		.pid = getpid(),
		.error = error,
		.rule = POLICY_DEFAULT,
		.protocol = (uint16_t)protocol,
		.host = context.host,
		.kind = (uint8_t)kind,
	};
	program_name(notice.program);
	program_command(notice.command);
	return notice;
}

static void put(char *to, size_t size, const char *text)
{
	struct text field = text_start(to, size);
	text_add(&field, text);
}

/* The end of a path says more than its beginning. */
static void put_path(char *to, size_t size, const char *path)
{
	size_t length = strlen(path);
	put(to, size, length < size ? path : path + length - (size - 1));
}

static struct notice begin_endpoint(struct context context, enum notice_kind kind, int protocol,
                                    const struct endpoint *destination, int error)
{
	struct notice notice = begin(context, kind, protocol, error);
	endpoint_format(destination, notice.subject);
	(void)lookups_name_of(context, &destination->address, notice.name);
	return notice;
}

void notice_refused(struct context context, int protocol, const struct endpoint *destination)
{
	if (context.network == NULL)
		return;
	struct notice notice =
		begin_endpoint(context, NOTICE_REFUSED, protocol, destination, ECONNREFUSED);
	publish(context.network, &notice);
	if (protocol == IPPROTO_TCP)
		journal_attempt(context, JOURNAL_REFUSED, protocol, destination, ECONNREFUSED);
	log_endpoint(context, LOG_WARNINGS, "refused", destination, ECONNREFUSED);
}

static void block(struct context context, int protocol, const struct endpoint *endpoint,
                  int32_t rule, int error, const char *reason)
{
	if (context.network == NULL)
		return;
	struct notice notice = begin_endpoint(context, NOTICE_BLOCKED, protocol, endpoint, error);
	notice.rule = rule;
	put(notice.reason, sizeof(notice.reason), reason == NULL ? "" : reason);
	publish(context.network, &notice);
	log_endpoint(context, LOG_WARNINGS, "blocked", endpoint, error);
}

void notice_blocked(struct context context, int protocol, const struct endpoint *destination,
                    int32_t rule, const char *reason)
{
	block(context, protocol, destination, rule, ENETUNREACH, reason);
	if (context.network != NULL)
		journal_attempt(context, JOURNAL_BLOCKED, protocol, destination, ENETUNREACH);
}

void notice_blocked_inbound(struct context context, int protocol, const struct endpoint *own,
                            int32_t rule)
{
	block(context, protocol, own, rule, EADDRNOTAVAIL,
	      "the socket has left the network, and nobody may come in there");
}

void notice_blocked_path(struct context context, const char *path, int32_t rule)
{
	if (context.network == NULL)
		return;
	struct notice notice = begin(context, NOTICE_BLOCKED, NOTICE_UNIX, ECONNREFUSED);
	notice.rule = rule;
	put_path(notice.subject, sizeof(notice.subject), path);
	publish(context.network, &notice);
	log_text(context, LOG_WARNINGS, "blocked", path);
}

void notice_name(struct context context, const char *name)
{
	if (context.network == NULL)
		return;
	struct notice notice = begin(context, NOTICE_BLOCKED, 0, ENOENT);
	put(notice.subject, sizeof(notice.subject), name);
	put(notice.name, sizeof(notice.name), name);
	put(notice.reason, sizeof(notice.reason),
	    "no host and no record of this network has this name");
	publish(context.network, &notice);
	log_text(context, LOG_WARNINGS, "unknown name", name);
}

void notice_unsupported(struct context context, int protocol, const char *subject, int error,
                        const char *reason)
{
	if (context.network == NULL)
		return;
	struct notice notice = begin(context, NOTICE_UNSUPPORTED, protocol, error);
	put_path(notice.subject, sizeof(notice.subject), subject);
	put(notice.reason, sizeof(notice.reason), reason);
	publish(context.network, &notice);
	log_text(context, LOG_WARNINGS, "unsupported", subject);
}

void notice_program(struct context context, const char *path, const char *reason)
{
	notice_unsupported(context, 0, path, EACCES, reason);
}

/* False when the entry holds another notice, or is being written. */
static bool copy_whole(const struct network *network, uint64_t sequence, struct notice *notice)
{
	uint64_t *shared = sequence_of(network, sequence);
	if (__atomic_load_n(shared, __ATOMIC_ACQUIRE) != sequence)
		return false;
	shared_load(notice, shared, sizeof(*notice));
	notice->sequence = sequence;
	notice->program[sizeof(notice->program) - 1] = '\0';
	notice->subject[sizeof(notice->subject) - 1] = '\0';
	notice->reason[sizeof(notice->reason) - 1] = '\0';
	return __atomic_load_n(shared, __ATOMIC_ACQUIRE) == sequence;
}

/* A writer needs a moment between its number and its notice; one that was killed there leaves a
 * gap, which is passed over. */
static bool copy_patiently(const struct network *network, uint64_t sequence, struct notice *notice,
                           int *turns)
{
	while ((*turns)-- > 0) {
		if (copy_whole(network, sequence, notice))
			return true;
		uint64_t found = __atomic_load_n(sequence_of(network, sequence), __ATOMIC_ACQUIRE);
		if ((found & ~BEING_WRITTEN) > sequence)
			return false;
		sched_yield();
	}
	return copy_whole(network, sequence, notice);
}

bool notice_next(const struct network *network, uint64_t sequence, struct notice *notice)
{
	uint64_t last = atomic_load(&network->file->next_notice);
	if (last > NOTICES_MAX && sequence < last - NOTICES_MAX)
		sequence = last - NOTICES_MAX;
	int turns = WAIT_TURNS;
	while (sequence < last)
		if (copy_patiently(network, ++sequence, notice, &turns))
			return true;
	return false;
}
