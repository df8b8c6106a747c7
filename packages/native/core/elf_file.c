#include "elf_file.h"

#include <elf.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#if defined(__x86_64__)
enum { OWN_MACHINE = EM_X86_64 };
#elif defined(__aarch64__)
enum { OWN_MACHINE = EM_AARCH64 };
#else
#error "socketwrap supports x86-64 and aarch64"
#endif

enum { SEGMENTS_MAX = 32, BATCH = 32, NEEDED_MAX = 64 };
/* A damaged file says that its tables have any size. */
enum { TABLE_LARGEST = 1024 * 1024, NOTES_LARGEST = 64 * 1024 };

struct layout {
	int fd;
	Elf64_Ehdr header;
	Elf64_Phdr segments[SEGMENTS_MAX];
	unsigned segment_count;
};

static uint64_t smaller(uint64_t left, uint64_t right)
{
	return left < right ? left : right;
}

/* 0, or -ENOEXEC when the file ends before. */
static int read_exactly(int fd, void *bytes, size_t length, uint64_t offset)
{
	ssize_t got = pread(fd, bytes, length, (off_t)offset);
	if (got < 0)
		return -errno;
	return (size_t)got == length ? 0 : -ENOEXEC;
}

/* Reads a text of unknown length; empty when there is none. */
static void read_text(int fd, char *text, size_t size, uint64_t offset)
{
	ssize_t got = pread(fd, text, size - 1, (off_t)offset);
	text[got < 0 ? 0 : got] = '\0';
}

static bool find_offset(const struct layout *layout, uint64_t address, uint64_t *offset)
{
	for (unsigned i = 0; i < layout->segment_count; i++) {
		const Elf64_Phdr *segment = &layout->segments[i];
		if (segment->p_type != PT_LOAD || address < segment->p_vaddr ||
		    address - segment->p_vaddr >= segment->p_filesz)
			continue;
		*offset = segment->p_offset + (address - segment->p_vaddr);
		return true;
	}
	return false;
}

static void read_dynamic_section(struct elf_file *elf, const struct layout *layout,
                                 const Elf64_Phdr *dynamic)
{
	uint64_t strings = 0, soname = 0, needed[NEEDED_MAX];
	unsigned needed_count = 0;
	bool has_soname = false, is_at_end = false;

	uint64_t size = smaller(dynamic->p_filesz, TABLE_LARGEST);
	for (uint64_t at = 0; at < size && !is_at_end; at += sizeof(Elf64_Dyn) * BATCH) {
		Elf64_Dyn entries[BATCH] = { 0 };
		if (pread(layout->fd, entries, sizeof(entries), (off_t)(dynamic->p_offset + at)) <=
		    0)
			return;
		for (int i = 0; i < BATCH && !is_at_end; i++) {
			uint64_t value = entries[i].d_un.d_val;
			switch (entries[i].d_tag) {
			case DT_NULL:
				is_at_end = true;
				break;
			case DT_STRTAB:
				strings = value;
				break;
			case DT_SONAME:
				soname = value;
				has_soname = true;
				break;
			case DT_FLAGS_1:
				elf->is_pie = (value & DF_1_PIE) != 0;
				break;
			case DT_NEEDED:
				if (needed_count < NEEDED_MAX)
					needed[needed_count++] = value;
				break;
			}
		}
	}
	if (!find_offset(layout, strings, &strings))
		return;
	if (has_soname)
		read_text(layout->fd, elf->soname, sizeof(elf->soname), strings + soname);
	for (unsigned i = 0; i < needed_count && !elf->links_asan; i++) {
		char name[ELF_SONAME_SIZE];
		read_text(layout->fd, name, sizeof(name), strings + needed[i]);
		elf->links_asan = strncmp(name, "libasan.so", 10) == 0;
	}
}

/* The linker of Go writes a note with the owner "Go", also into stripped programs. */
static bool has_go_note(const struct layout *layout, const Elf64_Phdr *notes)
{
	struct {
		Elf64_Nhdr header;
		char owner[4];
	} note;
	uint64_t size = smaller(notes->p_filesz, NOTES_LARGEST);
	for (uint64_t at = 0; at + sizeof(note) <= size;) {
		if (read_exactly(layout->fd, &note, sizeof(note), notes->p_offset + at) != 0)
			return false;
		if (note.header.n_namesz == 4 && memcmp(note.owner, "Go\0", 4) == 0)
			return true;
		at += sizeof(note.header) + ((note.header.n_namesz + 3u) & ~3u) +
		      ((note.header.n_descsz + 3u) & ~3u);
	}
	return false;
}

/* A Go program without a build id still has a section ".go.buildinfo" while it has sections. */
static bool has_go_section(const struct layout *layout)
{
	const Elf64_Ehdr *header = &layout->header;
	Elf64_Shdr names;
	if (header->e_shstrndx >= header->e_shnum || header->e_shentsize != sizeof(names) ||
	    read_exactly(layout->fd, &names, sizeof(names),
	                 header->e_shoff + (uint64_t)header->e_shstrndx * sizeof(names)) != 0)
		return false;

	static const char wanted[] = ".go.buildinfo";
	char text[512];
	enum { OVERLAP = sizeof(wanted) - 1 };
	uint64_t size = smaller(names.sh_size, TABLE_LARGEST);
	for (uint64_t at = 0; at < size; at += sizeof(text) - OVERLAP) {
		uint64_t left = size - at;
		size_t length = left < sizeof(text) ? (size_t)left : sizeof(text);
		if (read_exactly(layout->fd, text, length, names.sh_offset + at) != 0)
			return false;
		if (memmem(text, length, wanted, sizeof(wanted)) != NULL)
			return true;
	}
	return false;
}

static int read_layout(struct layout *layout, int fd)
{
	layout->fd = fd;
	int result = read_exactly(fd, &layout->header, sizeof(layout->header), 0);
	if (result != 0)
		return result;
	if (memcmp(layout->header.e_ident, ELFMAG, SELFMAG) != 0)
		return -ENOEXEC;
	return 0;
}

static bool is_native(const Elf64_Ehdr *header)
{
	return header->e_ident[EI_CLASS] == ELFCLASS64 && header->e_ident[EI_DATA] == ELFDATA2LSB &&
	       header->e_machine == OWN_MACHINE;
}

int elf_file_read(struct elf_file *elf, int fd)
{
	struct layout layout;
	memset(elf, 0, sizeof(*elf));
	int result = read_layout(&layout, fd);
	if (result != 0)
		return result;
	elf->is_native = is_native(&layout.header);
	if (!elf->is_native)
		return 0;

	const Elf64_Ehdr *header = &layout.header;
	if (header->e_phentsize != sizeof(Elf64_Phdr) || header->e_phnum == 0)
		return -ENOEXEC;
	layout.segment_count = header->e_phnum < SEGMENTS_MAX ? header->e_phnum : SEGMENTS_MAX;
	result = read_exactly(fd, layout.segments, layout.segment_count * sizeof(Elf64_Phdr),
	                      header->e_phoff);
	if (result != 0)
		return result;

	for (unsigned i = 0; i < layout.segment_count; i++) {
		const Elf64_Phdr *segment = &layout.segments[i];
		if (segment->p_type == PT_INTERP) {
			read_text(fd, elf->interpreter, sizeof(elf->interpreter),
			          segment->p_offset);
		} else if (segment->p_type == PT_DYNAMIC) {
			elf->has_dynamic_section = true;
			read_dynamic_section(elf, &layout, segment);
		} else if (segment->p_type == PT_NOTE && !elf->is_go) {
			elf->is_go = has_go_note(&layout, segment);
		}
	}
	elf->is_go = elf->is_go || has_go_section(&layout);
	return 0;
}
