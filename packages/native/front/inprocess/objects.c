#include "objects.h"

#include <string.h>
#include <unistd.h>

/* The loader adds the base to the addresses in most dynamic sections, but not in all (vdso). */
static uintptr_t address_in(const struct object *object, uintptr_t value)
{
	return value < object->base ? object->base + value : value;
}

static void read_dynamic(struct object *object, const ElfW(Dyn) * entry)
{
	for (; entry->d_tag != DT_NULL; entry++) {
		uintptr_t value = entry->d_un.d_val;
		switch (entry->d_tag) {
		case DT_SYMTAB:
			object->symbols = (const void *)address_in(object, value);
			break;
		case DT_STRTAB:
			object->strings = (const void *)address_in(object, value);
			break;
		case DT_GNU_HASH:
			object->gnu_hash = (const void *)address_in(object, value);
			break;
		case DT_JMPREL:
			object->calls = address_in(object, value);
			break;
		case DT_PLTRELSZ:
			object->calls_size = value;
			break;
		case DT_PLTREL:
			object->calls_have_addends = value == DT_RELA;
			break;
		case DT_RELA:
			object->rela = address_in(object, value);
			break;
		case DT_RELASZ:
			object->rela_size = value;
			break;
		case DT_REL:
			object->rel = address_in(object, value);
			break;
		case DT_RELSZ:
			object->rel_size = value;
			break;
		}
	}
}

bool object_read(struct object *object, const struct dl_phdr_info *info)
{
	uintptr_t page_mask = ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
	memset(object, 0, sizeof(*object));
	object->file = info->dlpi_name == NULL ? "" : info->dlpi_name;
	object->base = info->dlpi_addr;
	object->segments = info->dlpi_phdr;
	object->segment_count = info->dlpi_phnum;
	for (size_t i = 0; i < object->segment_count; i++) {
		const ElfW(Phdr) *segment = &object->segments[i];
		uintptr_t start = object->base + segment->p_vaddr;
		if (segment->p_type == PT_DYNAMIC) {
			read_dynamic(object, (const ElfW(Dyn) *)start);
		} else if (segment->p_type == PT_GNU_RELRO) {
			object->read_only_start = start & page_mask;
			object->read_only_end = (start + segment->p_memsz) & page_mask;
		}
	}
	return object->symbols != NULL && object->strings != NULL;
}

bool object_contains(const struct object *object, uintptr_t address)
{
	for (size_t i = 0; i < object->segment_count; i++) {
		const ElfW(Phdr) *segment = &object->segments[i];
		uintptr_t start = object->base + segment->p_vaddr;
		if (segment->p_type == PT_LOAD && address >= start &&
		    address - start < segment->p_memsz)
			return true;
	}
	return false;
}

static void visit_slot(const struct object *object, uintptr_t offset, uint64_t info,
                       slot_visitor *visit, void *data)
{
	enum slot_kind kind = platform_slot_kind(info);
	size_t symbol = ELF64_R_SYM(info);
	if (kind == SLOT_NONE || symbol == 0)
		return;
	visit(data, object, kind, object->strings + object->symbols[symbol].st_name,
	      (void **)(object->base + offset));
}

static void visit_rela(const struct object *object, uintptr_t table, uintptr_t size,
                       slot_visitor *visit, void *data)
{
	const ElfW(Rela) *entry = (const void *)table;
	for (size_t i = 0; i < size / sizeof(*entry); i++)
		if (entry[i].r_addend == 0)
			visit_slot(object, entry[i].r_offset, entry[i].r_info, visit, data);
}

static void visit_rel(const struct object *object, uintptr_t table, uintptr_t size,
                      slot_visitor *visit, void *data)
{
	const ElfW(Rel) *entry = (const void *)table;
	for (size_t i = 0; i < size / sizeof(*entry); i++)
		visit_slot(object, entry[i].r_offset, entry[i].r_info, visit, data);
}

void object_each_slot(const struct object *object, slot_visitor *visit, void *data)
{
	if (object->calls_have_addends)
		visit_rela(object, object->calls, object->calls_size, visit, data);
	else
		visit_rel(object, object->calls, object->calls_size, visit, data);
	visit_rela(object, object->rela, object->rela_size, visit, data);
	visit_rel(object, object->rel, object->rel_size, visit, data);
}

/* The number of dynamic symbols is written nowhere; the hash table's last chain ends with it. */
static size_t count_symbols(const uint32_t *hash)
{
	uint32_t bucket_count = hash[0], first = hash[1], bloom_size = hash[2];
	const uint32_t *buckets = hash + 4 + bloom_size * (sizeof(ElfW(Addr)) / sizeof(uint32_t));
	const uint32_t *chains = buckets + bucket_count;
	uint32_t last = 0;
	for (uint32_t i = 0; i < bucket_count; i++)
		if (buckets[i] > last)
			last = buckets[i];
	if (last < first)
		return first;
	while ((chains[last - first] & 1) == 0)
		last++;
	return (size_t)last + 1;
}

void object_each_function(const struct object *object, function_visitor *visit, void *data)
{
	if (object->gnu_hash == NULL)
		return;
	size_t count = count_symbols(object->gnu_hash);
	for (size_t i = 1; i < count; i++) {
		const ElfW(Sym) *symbol = &object->symbols[i];
		if (ELF64_ST_TYPE(symbol->st_info) != STT_FUNC || symbol->st_shndx == SHN_UNDEF)
			continue;
		visit(data, object->strings + symbol->st_name,
		      (void *)(object->base + symbol->st_value));
	}
}
