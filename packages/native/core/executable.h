/* Looks at a file that is about to be executed: can the shim get into it? */
#ifndef SOCKETWRAP_EXECUTABLE_H
#define SOCKETWRAP_EXECUTABLE_H

#include <stdbool.h>
#include <stddef.h>

enum executable_kind {
	EXECUTABLE_GLIBC,
	EXECUTABLE_SCRIPT, /* its interpreter is a glibc program */
	EXECUTABLE_STATIC,
	EXECUTABLE_GO,
	EXECUTABLE_MUSL,
	EXECUTABLE_SETUID,
	EXECUTABLE_FOREIGN, /* another processor, word size or loader */
	EXECUTABLE_NOT,
};

/* How the shim gets into an executable of a kind. */
enum executable_way { WAY_NONE, WAY_PRELOAD, WAY_SUPERVISE };

enum { EXECUTABLE_REASON_SIZE = 160 };

struct executable {
	enum executable_kind kind;
	bool links_asan;
	char reason
		[EXECUTABLE_REASON_SIZE]; /* why it cannot be preloaded: "it is statically linked …" */
};

/* Looks at `file`, relative to the descriptor `directory` as openat() does, or at that descriptor
 * itself when `file` is empty. Follows `#!`; `search_path` (PATH) is for `#!/usr/bin/env NAME`.
 * 0, or the -errno with which the kernel refuses to execute the file. Safe after vfork. */
int executable_inspect(struct executable *executable, int directory, const char *file,
                       const char *search_path);
enum executable_way executable_way_in(enum executable_kind kind);
const char *executable_way_name(enum executable_way way);
const char *executable_kind_name(enum executable_kind kind);

/* The places where a bare `name` may be, one a call; starts with `*rest` = PATH (NULL: the default
 * path). False after the last one. A candidate that does not fit into `size` is left out. */
bool executable_next_candidate(const char **rest, const char *name, char *candidate, size_t size);

#endif
