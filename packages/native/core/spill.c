#include "spill.h"

#include <string.h>

#include "../real/real.h"
#include "network_file.h"

enum {
	DATAGRAM_COST =
		696, /* what the kernel's own bookkeeping adds to a small UDP datagram with our header */
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

static void read_receiver(const struct spill *spill, struct name *name)
{
	size_t length = spill->name_length;
	if (length > sizeof(spill->name))
		length = sizeof(spill->name);
	name->address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(name->address.sun_path, spill->name, length);
	name->length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
}

static void release_abandoned(struct network *network)
{
	for (int i = 0; i < SPILLS_MAX; i++) {
		struct name receiver;
		read_receiver(&network->file->spills[i], &receiver);
		if (name_is_free(&receiver, SOCK_DGRAM))
			release(network, &network->file->spills[i]);
	}
}

static struct spill *claim(struct network *network, const struct name *receiver)
{
	struct spill *spill = find(network, 0);
	if (spill == NULL) {
		release_abandoned(network);
		spill = find(network, 0);
	}
	if (spill == NULL)
		return NULL;
	atomic_store(&spill->extent, 0);
	spill->name_length = (uint8_t)(receiver->length - offsetof(struct sockaddr_un, sun_path));
	memcpy(spill->name, receiver->address.sun_path, spill->name_length);
	/* Never lower than what is in use: who sees 0 does not look. */
	atomic_fetch_add(&network->file->spill_count, 1);
	atomic_store(&spill->receiver, name_hash(receiver));
	return spill;
}

struct extent {
	uint32_t head, used, count;
};
enum { EXTENT_BITS = 20, EXTENT_MASK = (1 << EXTENT_BITS) - 1 };
_Static_assert((int)SPILL_BYTES <= (int)EXTENT_MASK, "three numbers up to SPILL_BYTES fit");

/* One that cannot be is taken for empty. */
static struct extent read_extent(const struct spill *spill)
{
	uint64_t word = atomic_load_explicit(&spill->extent, memory_order_acquire);
	struct extent extent = { .head = word & EXTENT_MASK,
		                 .used = word >> EXTENT_BITS & EXTENT_MASK,
		                 .count = word >> 2 * EXTENT_BITS & EXTENT_MASK };
	bool is_possible = extent.head < SPILL_BYTES && extent.used <= SPILL_BYTES &&
	                   extent.count <= extent.used / sizeof(uint32_t);
	return is_possible ? extent : (struct extent){ 0 };
}

static void write_extent(struct spill *spill, struct extent extent)
{
	uint64_t word = extent.head | (uint64_t)extent.used << EXTENT_BITS |
	                (uint64_t)extent.count << 2 * EXTENT_BITS;
	atomic_store_explicit(&spill->extent, word, memory_order_release);
}

static bool is_drained(const struct spill *spill)
{
	return read_extent(spill).count == 0;
}

/* What the waiting datagrams would take of a UDP receive buffer. */
static uint32_t cost_of(struct extent extent)
{
	return extent.used + extent.count * DATAGRAM_COST;
}

/* A stretch of the ring, as one or two pieces. */
static int pieces(struct spill *spill, uint32_t start, uint32_t size, struct iovec piece[2])
{
	start %= SPILL_BYTES;
	uint32_t first = size < SPILL_BYTES - start ? size : SPILL_BYTES - start;
	piece[0] = (struct iovec){ spill->bytes + start, first };
	piece[1] = (struct iovec){ spill->bytes, size - first };
	return size == first ? 1 : 2;
}

static void write_bytes(struct spill *spill, uint32_t start, const void *bytes, uint32_t size)
{
	struct iovec piece[2];
	pieces(spill, start, size, piece);
	memcpy(piece[0].iov_base, bytes, piece[0].iov_len);
	memcpy(piece[1].iov_base, (const char *)bytes + piece[0].iov_len, piece[1].iov_len);
}

/* The size of the oldest datagram; false when the rest of the ring is damaged. */
static bool read_size(struct spill *spill, struct extent extent, uint32_t *size)
{
	struct iovec piece[2];
	pieces(spill, extent.head, sizeof *size, piece);
	memcpy(size, piece[0].iov_base, piece[0].iov_len);
	memcpy((char *)size + piece[0].iov_len, piece[1].iov_base, piece[1].iov_len);
	return extent.used >= sizeof *size && *size <= extent.used - sizeof *size;
}

static void drop_head(struct spill *spill, uint32_t size)
{
	struct extent extent = read_extent(spill);
	uint32_t whole = (uint32_t)sizeof size + size;
	extent.head = (extent.head + whole) % SPILL_BYTES;
	extent.used -= whole;
	extent.count--;
	write_extent(spill, extent);
}

/* Sends the oldest datagrams until the queue is full. 0, or -ECONNREFUSED. */
static int move_into_queue(struct spill *spill, int fd)
{
	struct name receiver;
	read_receiver(spill, &receiver);
	while (!is_drained(spill)) {
		struct iovec piece[2];
		struct extent extent = read_extent(spill);
		uint32_t size;
		if (!read_size(spill, extent, &size)) {
			write_extent(spill, (struct extent){ 0 });
			return 0;
		}
		uint32_t start = extent.head + (uint32_t)sizeof size;
		struct msghdr message = {
			.msg_name = &receiver.address,
			.msg_namelen = receiver.length,
			.msg_iov = piece,
			.msg_iovlen = (size_t)pieces(spill, start, size, piece),
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
	struct extent extent = read_extent(spill);
	size_t size = 0;
	for (size_t i = 0; i < count; i++)
		size += buffers[i].iov_len;
	uint32_t length = (uint32_t)size, end = extent.head + extent.used;
	if (extent.used + sizeof length + size > SPILL_BYTES || cost_of(extent) > RECEIVE_BUFFER)
		return;
	write_bytes(spill, end, &length, sizeof length);
	end += (uint32_t)sizeof length;
	for (size_t i = 0; i < count; i++) {
		if (buffers[i].iov_len == 0)
			continue;
		write_bytes(spill, end, buffers[i].iov_base, (uint32_t)buffers[i].iov_len);
		end += (uint32_t)buffers[i].iov_len;
	}
	extent.used = end - extent.head;
	extent.count++;
	write_extent(spill, extent);
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
		if (result < 0 || is_drained(spill))
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
	if (spill != NULL && (move_into_queue(spill, fd) < 0 || is_drained(spill)))
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
