#include "spill.h"

#include <string.h>

#include "../real/real.h"
#include "network_file.h"

enum {
	DATAGRAM_COST = 704, /* what the kernel's own bookkeeping adds to a small UDP datagram */
	RECEIVE_BUFFER = 212992, /* net.core.rmem_default */
};

static bool is_empty_network(const struct network *network)
{
	return atomic_load_explicit(&network->file->spill_count, memory_order_acquire) == 0;
}

static struct spill *find(const struct network *network, uint64_t key)
{
	for (int i = 0; i < SPILLS_MAX; i++) {
		struct spill *spill = &network->file->spills[i];
		if (atomic_load_explicit(&spill->receiver, memory_order_acquire) == key)
			return spill;
	}
	return NULL;
}

static void release(struct network *network, struct spill *spill)
{
	atomic_store(&spill->receiver, 0);
	atomic_fetch_sub(&network->file->spill_count, 1);
}

static struct spill *claim(struct network *network, const struct name *receiver)
{
	struct spill *spill = find(network, 0);
	if (spill == NULL)
		return NULL;
	spill->head = spill->used = spill->count = spill->cost = 0;
	spill->name_length = (uint8_t)(receiver->length - offsetof(struct sockaddr_un, sun_path));
	memcpy(spill->name, receiver->address.sun_path, spill->name_length);
	atomic_store(&spill->receiver, name_hash(receiver));
	atomic_fetch_add(&network->file->spill_count, 1);
	return spill;
}

static void put(struct spill *spill, const void *bytes, size_t size)
{
	uint32_t start = (spill->head + spill->used) % SPILL_BYTES;
	size_t first = size < SPILL_BYTES - start ? size : SPILL_BYTES - start;
	memcpy(spill->bytes + start, bytes, first);
	memcpy(spill->bytes, (const char *)bytes + first, size - first);
	spill->used += (uint32_t)size;
}

/* The oldest bytes, as one or two pieces. */
static int pieces(struct spill *spill, uint32_t offset, uint32_t size, struct iovec piece[2])
{
	uint32_t start = (spill->head + offset) % SPILL_BYTES;
	uint32_t first = size < SPILL_BYTES - start ? size : SPILL_BYTES - start;
	piece[0] = (struct iovec){ spill->bytes + start, first };
	piece[1] = (struct iovec){ spill->bytes, size - first };
	return size == first ? 1 : 2;
}

static uint32_t head_size(struct spill *spill)
{
	uint32_t size = 0;
	struct iovec piece[2];
	int count = pieces(spill, 0, sizeof size, piece);
	memcpy(&size, piece[0].iov_base, piece[0].iov_len);
	if (count == 2)
		memcpy((char *)&size + piece[0].iov_len, piece[1].iov_base, piece[1].iov_len);
	return size;
}

static void drop_head(struct spill *spill, uint32_t size)
{
	uint32_t whole = (uint32_t)sizeof size + size;
	spill->head = (spill->head + whole) % SPILL_BYTES;
	spill->used -= whole;
	spill->cost -= size + DATAGRAM_COST;
	spill->count--;
}

/* Sends the oldest datagrams until the queue is full. 0, or -ECONNREFUSED. */
static int move_into_queue(struct spill *spill, int fd)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	memcpy(address.sun_path, spill->name, spill->name_length);
	while (spill->count > 0) {
		struct iovec piece[2];
		uint32_t size = head_size(spill);
		struct msghdr message = {
			.msg_name = &address,
			.msg_namelen = (socklen_t)offsetof(struct sockaddr_un, sun_path) +
			               spill->name_length,
			.msg_iov = piece,
			.msg_iovlen = (size_t)pieces(spill, sizeof size, size, piece),
		};
		ssize_t sent =
			kernel_size(real(sendmsg)(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL));
		if (sent == -EAGAIN)
			return 0;
		if (sent == -ECONNREFUSED)
			return -ECONNREFUSED;
		drop_head(spill, size);
	}
	return 0;
}

static void append(struct spill *spill, const struct iovec *buffers, size_t count)
{
	size_t size = 0;
	for (size_t i = 0; i < count; i++)
		size += buffers[i].iov_len;
	uint32_t length = (uint32_t)size;
	if (spill->used + sizeof length + size > SPILL_BYTES || spill->cost > RECEIVE_BUFFER)
		return;
	put(spill, &length, sizeof length);
	for (size_t i = 0; i < count; i++)
		put(spill, buffers[i].iov_base, buffers[i].iov_len);
	spill->cost += length + DATAGRAM_COST;
	spill->count++;
}

bool spill_has(const struct network *network, const struct name *receiver)
{
	return !is_empty_network(network) && find(network, name_hash(receiver)) != NULL;
}

/* A sender's own buffer may be what is full; a fresh socket shows the state of the queue. */
int spill_add(struct network *network, const struct name *receiver, const struct iovec *buffers,
              size_t count)
{
	struct network_lock lock;
	int result = 0;
	network_lock(network, &lock);
	struct spill *spill = is_empty_network(network) ? NULL : find(network, name_hash(receiver));
	if (spill == NULL)
		spill = claim(network, receiver);
	if (spill != NULL) {
		int fd = kernel_result(real(socket)(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
		append(spill, buffers, count);
		if (fd >= 0) {
			result = move_into_queue(spill, fd);
			real(close)(fd);
		}
		if (result < 0 || spill->count == 0)
			release(network, spill);
	}
	network_unlock(network, &lock);
	return result;
}

void spill_refill(struct network *network, const struct name *receiver, int fd)
{
	if (is_empty_network(network))
		return;
	struct network_lock lock;
	network_lock(network, &lock);
	struct spill *spill = find(network, name_hash(receiver));
	if (spill != NULL && (move_into_queue(spill, fd) < 0 || spill->count == 0))
		release(network, spill);
	network_unlock(network, &lock);
}

void spill_purge(struct network *network, const struct name *receiver)
{
	if (is_empty_network(network))
		return;
	struct spill *spill = find(network, name_hash(receiver));
	if (spill != NULL)
		release(network, spill);
}
