#include "start_thread.h"

#include <errno.h>
#include <stdlib.h>

#include "core/context.h"

struct beginning {
	void *(*run)(void *);
	void *argument;
	struct context_source *source;
};

static void *begin(void *data)
{
	struct beginning beginning = *(struct beginning *)data;
	free(data);
	context_follow(beginning.source);
	return beginning.run(beginning.argument);
}

int start_thread(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                 void *argument)
{
	struct context_source *source = context_share();
	if (source == NULL)
		return pthread_create(thread, attributes, run, argument);
	struct beginning *beginning = malloc(sizeof(*beginning));
	if (beginning == NULL)
		return EAGAIN;
	*beginning = (struct beginning){ run, argument, source };
	int result = pthread_create(thread, attributes, begin, beginning);
	if (result != 0)
		free(beginning);
	return result;
}
