#include "executable_script.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "executable.h"
#include "text.h"
#include "real/libc.h"

static const char blanks[] = " \t";

int script_read(struct script *script, int fd)
{
	char line[SCRIPT_LINE_SIZE];
	ssize_t got = pread(fd, line, sizeof(line) - 1, 0);
	if (got < 0)
		return -errno;
	line[got] = '\0';
	if (strncmp(line, "#!", 2) != 0)
		return 0;

	line[strcspn(line, "\n")] = '\0';
	const char *name = line + 2 + strspn(line + 2, blanks);
	size_t name_length = strcspn(name, blanks);
	if (name_length == 0)
		return -ENOEXEC;
	struct text interpreter = text_start(script->interpreter, sizeof(script->interpreter));
	text_add_bytes(&interpreter, name, name_length);
	struct text argument = text_start(script->argument, sizeof(script->argument));
	text_add(&argument, name + name_length + strspn(name + name_length, blanks));
	return 1;
}

/* The first word that is neither an option (-S, -i) nor an assignment. */
static bool find_command(const char *words, char *command, size_t size)
{
	while (*words != '\0') {
		size_t length = strcspn(words, blanks);
		if (words[0] != '-' && memchr(words, '=', length) == NULL) {
			struct text text = text_start(command, size);
			text_add_bytes(&text, words, length);
			return length > 0;
		}
		words += length;
		words += strspn(words, blanks);
	}
	return false;
}

static bool is_executable_file(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
	       libc(faccessat)(AT_FDCWD, path, X_OK, AT_EACCESS) == 0;
}

bool script_resolve_env(struct script *script, const char *search_path)
{
	const char *slash = strrchr(script->interpreter, '/');
	char command[SCRIPT_LINE_SIZE];
	if (strcmp(slash == NULL ? script->interpreter : slash + 1, "env") != 0 ||
	    !find_command(script->argument, command, sizeof(command)))
		return false;
	script->argument[0] = '\0';

	const char *rest = search_path;
	while (executable_next_candidate(&rest, command, script->interpreter,
	                                 sizeof(script->interpreter))) {
		if (is_executable_file(script->interpreter))
			return true;
	}
	return false;
}
