/* The one place that knows how a processor's relocations are called. */
#ifndef SOCKETWRAP_PLATFORM_H
#define SOCKETWRAP_PLATFORM_H

#include <elf.h>
#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__)
enum {
	PLATFORM_JUMP_SLOT = R_X86_64_JUMP_SLOT,
	PLATFORM_GLOB_DAT = R_X86_64_GLOB_DAT,
	PLATFORM_ADDRESS = R_X86_64_64
};
#elif defined(__aarch64__)
enum {
	PLATFORM_JUMP_SLOT = R_AARCH64_JUMP_SLOT,
	PLATFORM_GLOB_DAT = R_AARCH64_GLOB_DAT,
	PLATFORM_ADDRESS = R_AARCH64_ABS64
};
#else
#error "socketwrap supports x86-64 and aarch64"
#endif

enum slot_kind {
	SLOT_NONE,
	SLOT_CALL, /* the loader alone writes it, with a function's address */
	SLOT_POINTER, /* a variable that starts with a function's address */
};

static inline enum slot_kind platform_slot_kind(uint64_t relocation_info)
{
	switch (ELF64_R_TYPE(relocation_info)) {
	case PLATFORM_JUMP_SLOT:
	case PLATFORM_GLOB_DAT:
		return SLOT_CALL;
	case PLATFORM_ADDRESS:
		return SLOT_POINTER;
	default:
		return SLOT_NONE;
	}
}

#endif
