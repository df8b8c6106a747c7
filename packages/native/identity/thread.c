/* pthread_create(): a new thread has the ids of the one that makes it. */
#include <pthread.h>
#include <stdlib.h>

#include "believed.h"
#include "../core/hook.h"
#include "next.h"

struct start {
	void *(*run)(void *);
	void *argument;
	struct credentials *credentials;
};

static void *begin(void *given)
{
	struct start start = *(struct start *)given;
	free(given);
	believed_take(start.credentials);
	return start.run(start.argument);
}

HOOK int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                        void *argument)
{
	struct credentials *credentials = believed_is_on() ? believed_for_thread() : NULL;
	if (credentials == NULL)
		return next(pthread_create)(thread, attributes, run, argument);
	struct start *start = malloc(sizeof(*start));
	int error = EAGAIN;
	if (start != NULL) {
		*start = (struct start){ run, argument, credentials };
		error = next(pthread_create)(thread, attributes, begin, start);
	}
	if (error != 0) {
		free(start);
		believed_refuse(credentials);
	}
	return error;
}
