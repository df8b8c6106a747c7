#include "enter.h"

#include <pthread.h>
#include <stdbool.h>

#include "core/context.h"
#include "core/socket.h"
#include "core/hook.h"
#include "front/preload/node_tls.h"
#include "patch.h"
#include "real/real.h"

/* Guards everything below, and patch.c. Never held while the loader's lock is waited for: a
 * library's constructor may run under that lock and open another library. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static unsigned threads_inside;
static bool is_patched;

static __thread bool is_inside;

/* Under the lock. */
static void settle(void)
{
	if (!is_patched || threads_inside > 0 || table_count() > 0)
		return;
	patch_restore();
	is_patched = false;
}

void enter_settle(void)
{
	pthread_mutex_lock(&mutex);
	settle();
	pthread_mutex_unlock(&mutex);
}

void enter_patch_new_objects(void)
{
	pthread_mutex_lock(&mutex);
	if (is_patched)
		(void)patch_apply();
	pthread_mutex_unlock(&mutex);
}

/* Also when the process is patched: libc loads objects by itself, and a call that was being bound
 * when its slot was written may have overwritten it. */
static int patch(void)
{
	int result = patch_apply();
	is_patched = true;
	return result;
}

HOOK int socketwrap_enter(struct network *network, uint16_t host)
{
	bool is_preloaded = real_is_preloaded();
	if (!is_preloaded && real_preloaded_version() != NULL)
		return SHIM_MISMATCH;
	if (!is_preloaded)
		patch_start();
	int result = context_enter(network, host);
	if (result != 0)
		return result;
	is_inside = true;
	node_tls_watch(context_current());
	pthread_mutex_lock(&mutex);
	threads_inside++;
	result = is_preloaded ? 0 : patch();
	pthread_mutex_unlock(&mutex);
	if (result != 0)
		(void)socketwrap_leave();
	return result;
}

HOOK int socketwrap_leave(void)
{
	if (!is_inside)
		return -ENOENT;
	is_inside = false;
	context_leave();
	pthread_mutex_lock(&mutex);
	threads_inside--;
	settle();
	pthread_mutex_unlock(&mutex);
	return 0;
}
