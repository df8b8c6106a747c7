/* res_init(), res_query() and their relatives, under each of the names that libc has for them. */
#include "../../core/libc_resolver.h"
#include "../../real/real.h"
#include "../../core/hook.h"

typedef struct __res_state *state_pointer;

/* A thread's own state is made at its first use. */
static bool start(struct context context, state_pointer state)
{
	if ((state->options & RES_INIT) != 0)
		return true;
	if (real(__res_ninit)(state) != 0)
		return false;
	libc_resolver_start(context, state);
	return true;
}

HOOK int __res_ninit(state_pointer state)
{
	struct context context = context_current();
	int result = real(__res_ninit)(state);
	if (result == 0 && context.network != NULL)
		libc_resolver_start(context, state);
	return result;
}

HOOK int __res_init(void)
{
	struct context context = context_current();
	int result = real(__res_init)();
	if (result == 0 && context.network != NULL)
		libc_resolver_start(context, &_res);
	return result;
}

/* Asks the network when the thread is on one; `real_call` otherwise. */
#define ANSWER(state_, class_, type_, answer_, room_, real_call, call) \
	struct libc_question question = { .context = context_current(), \
		                          .state = (state_), \
		                          .class = (class_), \
		                          .type = (type_), \
		                          .answer = (answer_), \
		                          .room = (room_) }; \
	if (question.context.network == NULL) \
		return real_call; \
	if (!start(question.context, question.state)) \
		return -1; \
	return call

HOOK int res_nsend(state_pointer state, const unsigned char *query, int size, unsigned char *answer,
                   int room)
{
	ANSWER(state, 0, 0, answer, room, real(res_nsend)(state, query, size, answer, room),
	       libc_resolver_send(&question, query, size));
}

HOOK int res_send(const unsigned char *query, int size, unsigned char *answer, int room)
{
	ANSWER(&_res, 0, 0, answer, room, real(res_send)(query, size, answer, room),
	       libc_resolver_send(&question, query, size));
}

HOOK int res_nquery(state_pointer state, const char *name, int class, int type,
                    unsigned char *answer, int room)
{
	ANSWER(state, class, type, answer, room,
	       real(res_nquery)(state, name, class, type, answer, room),
	       libc_resolver_query(&question, name));
}

HOOK int res_query(const char *name, int class, int type, unsigned char *answer, int room)
{
	ANSWER(&_res, class, type, answer, room, real(res_query)(name, class, type, answer, room),
	       libc_resolver_query(&question, name));
}

HOOK int res_nquerydomain(state_pointer state, const char *name, const char *domain, int class,
                          int type, unsigned char *answer, int room)
{
	ANSWER(state, class, type, answer, room,
	       real(res_nquerydomain)(state, name, domain, class, type, answer, room),
	       libc_resolver_query_in(&question, name, domain));
}

HOOK int res_querydomain(const char *name, const char *domain, int class, int type,
                         unsigned char *answer, int room)
{
	ANSWER(&_res, class, type, answer, room,
	       real(res_querydomain)(name, domain, class, type, answer, room),
	       libc_resolver_query_in(&question, name, domain));
}

HOOK int res_nsearch(state_pointer state, const char *name, int class, int type,
                     unsigned char *answer, int room)
{
	ANSWER(state, class, type, answer, room,
	       real(res_nsearch)(state, name, class, type, answer, room),
	       libc_resolver_search(&question, name));
}

HOOK int res_search(const char *name, int class, int type, unsigned char *answer, int room)
{
	ANSWER(&_res, class, type, answer, room, real(res_search)(name, class, type, answer, room),
	       libc_resolver_search(&question, name));
}

/* Programs that were linked with an older libc. */
#define OLD_NAME(name) \
	extern __typeof__(name) __##name __attribute__((alias(#name), nothrow, leaf)) HOOK
OLD_NAME(res_nsend);
OLD_NAME(res_send);
OLD_NAME(res_nquery);
OLD_NAME(res_query);
OLD_NAME(res_nquerydomain);
OLD_NAME(res_querydomain);
OLD_NAME(res_nsearch);
OLD_NAME(res_search);
