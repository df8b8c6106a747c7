/* Descriptor → socket. A cache: socket_recover() can rebuild an entry from the kernel's names. */
#include "socket.h"

#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>

#include "../real/real.h"
#include "name.h"
#include "network_file.h"

enum { SOCKETS_MAX = 1 << 16 };

_Atomic uint32_t *table_entries;
struct socket *table_sockets;
static _Atomic int highest = -1;
static _Atomic int virtual_count;

/* The process whose descriptors the table describes. A fork's child owns its copy of the table; a
 * vfork's child, which shares the memory but not the descriptors, sees its parent's pid and must
 * not change the table. For children whose fork calls no handlers (_Fork, clone) the pid lies on a
 * page that the kernel wipes: there the first to change the table owns it. */
static _Atomic pid_t *owner;

static void *reserve(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
	                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return memory == MAP_FAILED ? NULL : memory;
}

static void own(void)
{
	atomic_store_explicit(owner, getpid(), memory_order_relaxed);
}

void table_start(void)
{
	if (table_entries != NULL)
		return;
	owner = reserve((size_t)sysconf(_SC_PAGESIZE));
	table_sockets = reserve(sizeof *table_sockets * SOCKETS_MAX);
	_Atomic uint32_t *fresh = reserve(sizeof *fresh * DESCRIPTORS_MAX);
	if (owner == NULL || table_sockets == NULL || fresh == NULL)
		return;
	madvise((void *)owner, (size_t)sysconf(_SC_PAGESIZE), MADV_WIPEONFORK);
	own();
	pthread_atfork(NULL, NULL, own);
	name_start();
	table_entries = fresh;
}

static bool is_own(void)
{
	pid_t known = atomic_load_explicit(owner, memory_order_relaxed);
	if (known == 0)
		own();
	return known == 0 || known == getpid();
}

static void raise_highest(int fd)
{
	int seen = atomic_load_explicit(&highest, memory_order_relaxed);
	while (seen < fd && !atomic_compare_exchange_weak(&highest, &seen, fd))
		continue;
}

/* The slot of the descriptor's own number is nearly always free; a duplicate may hold it. */
static struct socket *claim_slot(int fd)
{
	for (uint32_t i = 0; i < SOCKETS_MAX; i++) {
		struct socket *socket = &table_sockets[((uint32_t)fd + i) % SOCKETS_MAX];
		uint32_t expected = 0;
		if (atomic_load_explicit(&socket->references, memory_order_relaxed) == 0 &&
		    atomic_compare_exchange_strong(&socket->references, &expected, 1))
			return socket;
	}
	return NULL;
}

struct socket *table_claim(int fd, struct context context, int family, int protocol)
{
	if ((unsigned)fd >= DESCRIPTORS_MAX || table_entries == NULL || !is_own())
		return NULL;
	table_forget(fd);
	struct socket *socket = claim_slot(fd);
	if (socket == NULL)
		return NULL;
	size_t after_references = sizeof socket->references;
	memset((char *)socket + after_references, 0, sizeof *socket - after_references);
	socket->family = (uint8_t)family;
	socket->protocol = (uint8_t)protocol;
	socket->type = protocol == IPPROTO_TCP ? SOCK_STREAM : SOCK_DGRAM;
	socket->context = context;
	socket->is_recorded = context.network->file->journal_capacity != 0;
	socket->local.address = address_any(family);
	socket->remote.address = address_any(family);
	uint32_t entry = (uint32_t)(socket - table_sockets) + 1;
	atomic_store_explicit(&table_entries[fd], entry, memory_order_release);
	atomic_fetch_add_explicit(&virtual_count, 1, memory_order_relaxed);
	raise_highest(fd);
	return socket;
}

void table_share(int old_fd, int new_fd)
{
	if ((unsigned)new_fd >= DESCRIPTORS_MAX || table_entries == NULL || old_fd == new_fd ||
	    !is_own())
		return;
	table_forget(new_fd);
	struct socket *socket = table_find(old_fd);
	if (socket == NULL)
		return;
	atomic_fetch_add(&socket->references, 1);
	atomic_store_explicit(&table_entries[new_fd], (uint32_t)(socket - table_sockets) + 1,
	                      memory_order_release);
	atomic_fetch_add_explicit(&virtual_count, 1, memory_order_relaxed);
	raise_highest(new_fd);
}

/* Threads may close the copies of a descriptor at the same time: one of them is the last. */
static void release(struct socket *socket, int fd)
{
	uint32_t seen = atomic_load(&socket->references);
	while (seen > 1 && !atomic_compare_exchange_weak(&socket->references, &seen, seen - 1))
		continue;
	if (seen > 1)
		return;
	socket_before_close(socket, fd);
	atomic_store_explicit(&socket->references, 0, memory_order_release);
}

void table_forget(int fd)
{
	struct socket *socket = table_find(fd);
	if (socket == NULL || !is_own() || atomic_exchange(&table_entries[fd], 0) == 0)
		return;
	atomic_fetch_sub_explicit(&virtual_count, 1, memory_order_relaxed);
	release(socket, fd);
}

void table_forget_range(unsigned first, unsigned last)
{
	unsigned top = (unsigned)(table_highest() + 1);
	for (unsigned fd = first; fd < top && fd <= last; fd++)
		table_forget((int)fd);
}

int table_highest(void)
{
	return atomic_load_explicit(&highest, memory_order_relaxed);
}

int table_count(void)
{
	return atomic_load_explicit(&virtual_count, memory_order_relaxed);
}

void table_abandon(void)
{
	own();
	for (int fd = table_highest(); fd >= 0; fd--)
		atomic_store_explicit(&table_entries[fd], 0, memory_order_relaxed);
	atomic_store(&virtual_count, 0);
}
