/* Files that are damaged programs and scripts: judged or refused, and nothing is read beyond. */
#include <elf.h>
#include <errno.h>
#include <sys/mman.h>

#include "check.h"

#include "core/elf_file.h"
#include "core/executable.h"
#include "core/executable_script.h"
#include "fuzz.h"

enum { ROUNDS = 20000, SIZE = 2048, TERABYTE_BITS = 40 };
enum {
	AT_INTERPRETER = 512,
	AT_DYNAMIC = 600,
	AT_STRINGS = 900,
	AT_NOTE = 1100,
	AT_SECTIONS = 1200
};

static int file;

static const Elf64_Dyn dynamic[] = { { DT_NEEDED, { 1 } },  { DT_NEEDED, { 11 } },
	                             { DT_SONAME, { 22 } }, { DT_STRTAB, { AT_STRINGS } },
	                             { DT_FLAGS_1, { 0 } }, { DT_NULL, { 0 } } };

static Elf64_Phdr segment(uint32_t type, uint64_t offset, uint64_t size)
{
	return (Elf64_Phdr){ .p_type = type,
		             .p_offset = offset,
		             .p_vaddr = offset,
		             .p_filesz = size,
		             .p_memsz = size };
}

/* Has all that is looked at: an interpreter, libraries, a note of Go's and names of sections. */
static void make_program(uint8_t *bytes)
{
	Elf64_Ehdr header = {
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB,
		             EV_CURRENT },
		.e_type = ET_DYN,
#if defined(__x86_64__)
		.e_machine = EM_X86_64,
#else
		.e_machine = EM_AARCH64,
#endif
		.e_phoff = sizeof(header),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_phnum = 5,
		.e_shoff = AT_SECTIONS,
		.e_shentsize = sizeof(Elf64_Shdr),
		.e_shnum = 2,
		.e_shstrndx = 1
	};
	Elf64_Phdr segments[] = { segment(PT_LOAD, 0, SIZE), segment(PT_INTERP, AT_INTERPRETER, 28),
		                  segment(PT_DYNAMIC, AT_DYNAMIC, sizeof(dynamic)),
		                  segment(PT_NOTE, AT_NOTE, 32), segment(PT_GNU_STACK, 0, 0) };
	Elf64_Shdr names = { .sh_offset = AT_SECTIONS + 200, .sh_size = 300 };
	static const uint32_t note[] = { 4, 4, 4 };
	memset(bytes, 0, SIZE);
	memcpy(bytes, &header, sizeof(header));
	memcpy(bytes + sizeof(header), segments, sizeof(segments));
	strcpy((char *)bytes + AT_INTERPRETER, "/lib64/ld-linux-x86-64.so.2");
	memcpy(bytes + AT_DYNAMIC, dynamic, sizeof(dynamic));
	memcpy(bytes + AT_STRINGS, "\0libc.so.6\0libasan.so\0ld-linux.so", 34);
	memcpy(bytes + AT_NOTE, note, sizeof(note));
	memcpy(bytes + AT_NOTE + sizeof(note), next_random(2) == 0 ? "Go\0" : "GNU", 4);
	memcpy(bytes + AT_SECTIONS + sizeof(names), &names, sizeof(names));
	strcpy((char *)bytes + AT_SECTIONS + 400, next_random(2) == 0 ? ".text" : ".go.buildinfo");
}

static void put_into_file(const void *bytes, size_t size)
{
	CHECK_EQUAL(ftruncate(file, 0), 0);
	CHECK_EQUAL(pwrite(file, bytes, size, 0), (ssize_t)size);
}

static void look_at_file(void)
{
	struct elf_file elf;
	struct script script;
	memset(&elf, 'x', sizeof(elf));
	int result = elf_file_read(&elf, file);
	CHECK(result == 0 || result == -ENOEXEC || result == -EINVAL || result == -EOVERFLOW);
	CHECK(strnlen(elf.interpreter, sizeof(elf.interpreter)) < sizeof(elf.interpreter));
	CHECK(strnlen(elf.soname, sizeof(elf.soname)) < sizeof(elf.soname));
	result = script_read(&script, file);
	CHECK(result == 0 || result == 1 || result == -ENOEXEC);
	if (result != 1)
		return;
	CHECK(strlen(script.interpreter) > 0 && strlen(script.argument) < SCRIPT_LINE_SIZE);
	(void)script_resolve_env(&script, next_random(2) == 0 ? "::/bin:/nowhere" : "");
	CHECK(strlen(script.interpreter) < sizeof(script.interpreter));
}

static void damaged_program(void)
{
	uint8_t bytes[SIZE];
	make_program(bytes);
	damage(bytes, next_random(2) == 0 ? AT_INTERPRETER : SIZE, next_random(8));
	put_into_file(bytes, next_random(4) == 0 ? next_random(SIZE + 1) : SIZE);
	look_at_file();
}

static void damaged_script(void)
{
	static const char *const lines[] = { "#!/bin/sh\n", "#!/usr/bin/env -S A=b node --x\nrest",
		                             "#! env\t-i A= -u B perl", "#!\n", "#!/x" };
	uint8_t line[400];
	const char *from = lines[next_random(sizeof(lines) / sizeof(*lines))];
	size_t size = strlen(from);
	fill_random(line, sizeof(line));
	memcpy(line, from, size);
	damage(line, size, next_random(3));
	put_into_file(line, next_random(3) == 0 ? next_random(sizeof(line)) : size);
	look_at_file();
}

/* A file with holes may be far larger than any disk: no table in it is read to its end. */
static void tables_without_end(void)
{
	uint8_t bytes[SIZE];
	Elf64_Phdr notes = segment(PT_NOTE, SIZE, (uint64_t)1 << TERABYTE_BITS);
	Elf64_Shdr names = { .sh_offset = SIZE, .sh_size = (uint64_t)1 << TERABYTE_BITS };
	make_program(bytes);
	memcpy(bytes + sizeof(Elf64_Ehdr) + 3 * sizeof(notes), &notes, sizeof(notes));
	memcpy(bytes + AT_SECTIONS + sizeof(names), &names, sizeof(names));
	put_into_file(bytes, SIZE);
	CHECK_EQUAL(ftruncate(file, (off_t)1 << TERABYTE_BITS), 0);
	look_at_file();
}

int main(void)
{
	file = memfd_create("program", MFD_CLOEXEC);
	for (int round = 0; round < ROUNDS && atomic_load(&checks_failed) < 20; round++) {
		damaged_program();
		damaged_script();
	}
	tables_without_end();
	close(file);
	return checks_result();
}
