/* getaddrinfo_a(): libc would ask in threads of its own, past the hooks. Here the answers are there at once. */
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "../../core/context.h"
#include "../../real/real.h"
#include "../../core/hook.h"

struct notification {
	void (*run)(union sigval value);
	union sigval value;
};

static void *notify_in_thread(void *argument)
{
	struct notification notification = *(struct notification *)argument;
	free(argument);
	notification.run(notification.value);
	return NULL;
}

static void start_thread_for(const struct sigevent *event)
{
	pthread_t thread;
	struct notification *notification = malloc(sizeof(*notification));
	if (notification == NULL)
		return;
	*notification = (struct notification){ event->sigev_notify_function, event->sigev_value };
	if (pthread_create(&thread, event->sigev_notify_attributes, notify_in_thread,
	                   notification) != 0)
		free(notification);
	else
		pthread_detach(thread);
}

static void notify(const struct sigevent *event)
{
	if (event == NULL)
		return;
	if (event->sigev_notify == SIGEV_SIGNAL)
		sigqueue(getpid(), event->sigev_signo, event->sigev_value);
	else if (event->sigev_notify == SIGEV_THREAD)
		start_thread_for(event);
}

HOOK int getaddrinfo_a(int mode, struct gaicb *list[], int count, struct sigevent *event)
{
	struct context context;
	if ((mode != GAI_WAIT && mode != GAI_NOWAIT) ||
	    (context_for_pool(&context) && context.network == NULL))
		return real(getaddrinfo_a)(mode, list, count, event);
	for (int i = 0; i < count; i++) {
		struct gaicb *one = list[i];
		if (one != NULL)
			one->__return = getaddrinfo(one->ar_name, one->ar_service, one->ar_request,
			                            &one->ar_result);
	}
	if (mode == GAI_NOWAIT)
		notify(event);
	return 0;
}
