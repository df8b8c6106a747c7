/* What the ELF headers of a file say about how it is loaded. No allocation; safe after vfork. */
#ifndef SOCKETWRAP_ELF_FILE_H
#define SOCKETWRAP_ELF_FILE_H

#include <stdbool.h>

enum { ELF_INTERPRETER_SIZE = 256, ELF_SONAME_SIZE = 32 };

struct elf_file {
	bool is_native; /* this processor, this word size; when false nothing below is filled */
	bool is_go;
	bool is_pie; /* DF_1_PIE */
	bool has_dynamic_section;
	bool links_asan;
	char interpreter[ELF_INTERPRETER_SIZE]; /* PT_INTERP, or empty */
	char soname[ELF_SONAME_SIZE]; /* DT_SONAME, or empty */
};

/* 0, -ENOEXEC when the file is no ELF file or a damaged one, or the error of reading it. */
int elf_file_read(struct elf_file *elf, int fd);

#endif
