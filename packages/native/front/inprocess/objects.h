/* The objects that are loaded into this process, and the slots through which they call others. */
#ifndef SOCKETWRAP_OBJECTS_H
#define SOCKETWRAP_OBJECTS_H

#include <elf.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform.h"

struct object {
	const char *file; /* empty for the main program */
	uintptr_t base;
	const ElfW(Phdr) * segments;
	size_t segment_count;
	const ElfW(Sym) * symbols;
	const char *strings;
	const uint32_t *gnu_hash;
	uintptr_t calls, calls_size; /* DT_JMPREL */
	uintptr_t rela, rela_size; /* DT_RELA */
	uintptr_t rel, rel_size; /* DT_REL */
	bool calls_have_addends;
	uintptr_t read_only_start,
		read_only_end; /* PT_GNU_RELRO, whole pages as the loader protects */
};

/* False when the object has no dynamic section that can be read. */
bool object_read(struct object *object, const struct dl_phdr_info *info);
bool object_contains(const struct object *object, uintptr_t address);

typedef void slot_visitor(void *data, const struct object *object, enum slot_kind kind,
                          const char *symbol, void **slot);
void object_each_slot(const struct object *object, slot_visitor *visit, void *data);

/* Visits the functions that the object defines for others. */
typedef void function_visitor(void *data, const char *name, void *address);
void object_each_function(const struct object *object, function_visitor *visit, void *data);

#endif
