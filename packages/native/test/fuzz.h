/* Damage by a fixed seed: the same in each run. -DFUZZ_SEED=… looks elsewhere. */
#ifndef SOCKETWRAP_TEST_FUZZ_H
#define SOCKETWRAP_TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifndef FUZZ_SEED
#define FUZZ_SEED 20260
#endif
static uint32_t random_state = FUZZ_SEED;

static inline uint32_t next_random(uint32_t below)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return random_state % below;
}

static inline void fill_random(void *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((uint8_t *)bytes)[i] = (uint8_t)next_random(256);
}

/* One to eight bytes somewhere: random ones, or the numbers at which programs go wrong. */
static inline void damage_once(void *bytes, size_t size)
{
	static const uint64_t edges[] = { 0,        1,          0x7f,      0x80,
		                          0xff,     0x7fff,     0xffff,    0x7fffffff,
		                          1u << 31, UINT32_MAX, INT64_MAX, UINT64_MAX };
	size_t width = (size_t)1 << next_random(4);
	if (width > size)
		width = 1;
	size_t at = next_random((uint32_t)(size - width + 1));
	if (next_random(4) != 0)
		at = at / width * width;
	uint64_t value = edges[next_random(sizeof(edges) / sizeof(*edges))];
	if (next_random(3) == 0)
		fill_random(&value, sizeof(value));
	memcpy((uint8_t *)bytes + at, &value, width);
}

static inline void damage(void *bytes, size_t size, uint32_t times)
{
	for (uint32_t i = 0; i < times && size > 0; i++)
		damage_once(bytes, size);
}

/* On the heap, with not a byte more, so that a sanitizer sees what lies behind. */
static inline void *exact_copy(const void *bytes, size_t size)
{
	void *copy = malloc(size == 0 ? 1 : size);
	if (copy == NULL)
		abort();
	memcpy(copy, bytes, size);
	return copy;
}

#endif
