/* pthread_create() as the objects that are patched see it: an add-on's own threads are where the
 * thread is that started them. */
#ifndef SOCKETWRAP_START_THREAD_H
#define SOCKETWRAP_START_THREAD_H

#include <pthread.h>

int start_thread(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                 void *argument);

#endif
