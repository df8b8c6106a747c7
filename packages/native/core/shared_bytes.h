/* Plain bytes in shared memory that are read without the lock. Each word is stored with release and
 * loaded with acquire order, so that a tag (a sequence, an owner) that is written around the bytes
 * and checked around the copy proves the copy whole. Sizes are multiples of four. */
#ifndef SOCKETWRAP_SHARED_BYTES_H
#define SOCKETWRAP_SHARED_BYTES_H

#include <stddef.h>
#include <stdint.h>

typedef uint32_t __attribute__((may_alias)) shared_word;

static inline void shared_store(void *to, const void *from, size_t size)
{
	shared_word *words = to;
	const shared_word *source = from;
	for (size_t i = 0; i < size / sizeof(*words); i++)
		__atomic_store_n(&words[i], source[i], __ATOMIC_RELEASE);
}

static inline void shared_load(void *to, const void *from, size_t size)
{
	shared_word *words = to;
	const shared_word *source = from;
	for (size_t i = 0; i < size / sizeof(*words); i++)
		words[i] = __atomic_load_n(&source[i], __ATOMIC_ACQUIRE);
}

#endif
