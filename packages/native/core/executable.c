#include "executable.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "elf_file.h"
#include "executable_privileges.h"
#include "executable_script.h"
#include "real/libc.h"
#include "real/real.h"
#include "text.h"

enum { INTERPRETERS_MAX = 5 /* the kernel's own limit */ };

static const char *const kind_names[] = {
	[EXECUTABLE_GLIBC] = "glibc",     [EXECUTABLE_SCRIPT] = "script",
	[EXECUTABLE_STATIC] = "static",   [EXECUTABLE_GO] = "go",
	[EXECUTABLE_MUSL] = "musl",       [EXECUTABLE_SETUID] = "setuid",
	[EXECUTABLE_FOREIGN] = "foreign", [EXECUTABLE_NOT] = "not-executable",
};

static const char *const reasons[] = {
	[EXECUTABLE_STATIC] = "it is statically linked, so no library can be loaded into it",
	[EXECUTABLE_GO] = "it is a Go program, which calls the kernel without libc",
	[EXECUTABLE_MUSL] = "it is built for musl, and the shim is built for glibc",
	[EXECUTABLE_SETUID] = "it starts with other privileges than its caller's, so the loader "
			      "ignores LD_PRELOAD",
	[EXECUTABLE_FOREIGN] = "it is built for another processor, word size or system",
	[EXECUTABLE_NOT] = "it may be executed but not read, so it cannot be checked",
};

const char *executable_kind_name(enum executable_kind kind)
{
	return kind_names[kind];
}

enum executable_way executable_way_in(enum executable_kind kind)
{
	switch (kind) {
	case EXECUTABLE_GLIBC:
	case EXECUTABLE_SCRIPT:
		return WAY_PRELOAD;
	case EXECUTABLE_STATIC:
	case EXECUTABLE_GO:
	case EXECUTABLE_MUSL:
		return WAY_SUPERVISE;
	default:
		return WAY_NONE;
	}
}

const char *executable_way_name(enum executable_way way)
{
	return way == WAY_PRELOAD ? "preload" : way == WAY_SUPERVISE ? "supervise" : "none";
}

static enum executable_kind kind_of_loader(const char *interpreter)
{
	const char *slash = strrchr(interpreter, '/');
	const char *name = slash == NULL ? interpreter : slash + 1;
	if (strncmp(name, "ld-musl", 7) == 0)
		return EXECUTABLE_MUSL;
	bool is_glibc = strncmp(name, "ld-linux", 8) == 0 || strncmp(name, "ld-2.", 5) == 0 ||
	                strncmp(name, "ld.so", 5) == 0;
	return is_glibc ? EXECUTABLE_GLIBC : EXECUTABLE_FOREIGN;
}

static enum executable_kind kind_of_elf(const struct elf_file *elf)
{
	if (!elf->is_native)
		return EXECUTABLE_FOREIGN;
	if (elf->is_go)
		return EXECUTABLE_GO;
	if (elf->interpreter[0] != '\0')
		return kind_of_loader(elf->interpreter);
	if (!elf->has_dynamic_section || elf->is_pie)
		return EXECUTABLE_STATIC;
	/* A loader that is executed directly honours the environment like one that the kernel starts. */
	if (strncmp(elf->soname, "libc.musl", 9) == 0)
		return EXECUTABLE_MUSL;
	return strncmp(elf->soname, "ld-", 3) == 0 ? EXECUTABLE_GLIBC : EXECUTABLE_STATIC;
}

/* A descriptor on the file, or -errno. An empty name is the descriptor `directory` itself, which
 * may have been opened with O_PATH. */
static int open_file(int directory, const char *file)
{
	char path[40];
	if (file[0] == '\0') {
		if (directory == AT_FDCWD)
			return -ENOENT;
		struct text text = text_start(path, sizeof(path));
		text_add(&text, "/proc/self/fd/");
		text_add_number(&text, (unsigned)directory);
		file = path;
		directory = AT_FDCWD;
	}
	return kernel_result(openat(directory, file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
}

/* The kernel executes files that the caller cannot read; nobody can tell what they are. */
static int judge_unreadable(struct executable *executable, int directory, const char *file,
                            int error)
{
	if (error != -EACCES || file[0] == '\0' ||
	    libc(faccessat)(directory, file, X_OK, AT_EACCESS) != 0)
		return error;
	struct stat status;
	if (fstatat(directory, file, &status, 0) != 0 || !S_ISREG(status.st_mode))
		return error;
	executable->kind = EXECUTABLE_NOT;
	return 0;
}

/* 0 and the kind; 1 when the file is a script, whose interpreter is then in `script`. */
static int judge_open_file(struct executable *executable, struct script *script, int fd)
{
	struct stat status;
	if (libc(fstat)(fd, &status) != 0)
		return -errno;
	if (!S_ISREG(status.st_mode) || (status.st_mode & 0111) == 0)
		return -EACCES;
	int result = script_read(script, fd);
	if (result != 0)
		return result;

	struct elf_file elf;
	result = elf_file_read(&elf, fd);
	if (result != 0)
		return result;
	executable->links_asan = elf.links_asan;
	executable->kind = kind_of_elf(&elf);
	if (executable->kind == EXECUTABLE_GLIBC && executable_changes_privileges(fd, &status))
		executable->kind = EXECUTABLE_SETUID;
	return 0;
}

static int judge(struct executable *executable, struct script *script, int directory,
                 const char *file)
{
	int fd = open_file(directory, file);
	if (fd < 0)
		return judge_unreadable(executable, directory, file, fd);
	int result = judge_open_file(executable, script, fd);
	(void)real(close)(fd);
	return result;
}

static void explain(struct executable *executable, const char *interpreter)
{
	if (executable_way_in(executable->kind) == WAY_PRELOAD)
		return;
	struct text text = text_start(executable->reason, sizeof(executable->reason));
	if (interpreter != NULL) {
		text_add(&text, "it is a script for ");
		text_add(&text, interpreter);
		text_add(&text, ", and ");
	}
	text_add(&text, reasons[executable->kind]);
}

/* Goes from a script to what interprets it, which may be a script again. */
static int inspect_interpreters(struct executable *executable, struct script *script,
                                const char *search_path)
{
	for (int depth = 0; depth < INTERPRETERS_MAX; depth++) {
		struct script inner;
		int result = judge(executable, &inner, AT_FDCWD, script->interpreter);
		if (result < 0)
			return result;
		if (result == 1) {
			*script = inner;
			continue;
		}
		explain(executable, script->interpreter);
		if (executable_way_in(executable->kind) != WAY_PRELOAD)
			return 0;
		/* What `env` starts decides; when it finds nothing, env itself tells the user. */
		if (!script_resolve_env(script, search_path)) {
			executable->kind = EXECUTABLE_SCRIPT;
			return 0;
		}
	}
	return -ELOOP;
}

int executable_inspect(struct executable *executable, int directory, const char *file,
                       const char *search_path)
{
	struct script script;
	memset(executable, 0, sizeof(*executable));
	executable->kind = EXECUTABLE_NOT;
	int result = judge(executable, &script, directory, file);
	if (result == 1)
		return inspect_interpreters(executable, &script, search_path);
	if (result == 0)
		explain(executable, NULL);
	return result;
}
