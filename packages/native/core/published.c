#include "published.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "network_file.h"
#include "../real/real.h"

struct published published_names(const struct network *network)
{
	struct names_place *place = &network->file->names;
	return (struct published){ &place->head, place->bytes, NAMES_ROOM };
}

struct published published_policy(const struct network *network)
{
	struct policy_place *place = &network->file->policy;
	return (struct published){ &place->head, place->bytes, POLICY_ROOM };
}

/* The file has holes; a full file system is an error here and not a signal. Before Linux 5.14 that
 * cannot be asked. */
static int take_space(uint8_t *bytes, size_t size)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), offset = (uintptr_t)bytes % page;
	int result = kernel_result(madvise(bytes - offset, size + offset, MADV_POPULATE_WRITE));
	return result == -EFAULT ? -ENOSPC : 0;
}

int published_replace(struct network *network, struct published published, const void *bytes,
                      size_t size)
{
	if (size > published.room)
		return -EFBIG;
	struct network_lock lock;
	network_lock(network, &lock);
	uint64_t next = atomic_load(&published.head->generation) + 1;
	uint8_t *place = published.bytes + (next % 2) * published.room;
	int result = size == 0 ? 0 : take_space(place, size);
	if (result == 0) {
		memcpy(place, bytes, size);
		atomic_store(&published.head->sizes[next % 2], (uint32_t)size);
		atomic_store(&published.head->generation, next);
	}
	network_unlock(network, &lock);
	return result;
}

struct published_view published_look(struct published published)
{
	uint64_t generation =
		atomic_load_explicit(&published.head->generation, memory_order_acquire);
	uint32_t size = atomic_load(&published.head->sizes[generation % 2]);
	return (struct published_view){
		.from = published,
		.generation = generation,
		.bytes = published.bytes + (generation % 2) * published.room,
		.size = generation == 0 || size > published.room ? 0 : size,
	};
}

/* The place is written to again as soon as the next table is in use. */
bool published_is_whole(const struct published_view *view)
{
	atomic_thread_fence(memory_order_acquire);
	return atomic_load_explicit(&view->from.head->generation, memory_order_relaxed) ==
	       view->generation;
}
