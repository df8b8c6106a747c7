#include "program.h"

#include <stdatomic.h>
#include <string.h>

#include "real/real.h"

static char kept_name[PROGRAM_NAME_SIZE];
static _Atomic int is_kept;

/* The kernel's name of the first thread: a script's own name, cut to 15 characters. */
static bool read_comm(char name[PROGRAM_NAME_SIZE])
{
	int fd = open("/proc/self/comm", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t length = real(read)(fd, name, PROGRAM_NAME_SIZE - 1);
	real(close)(fd);
	if (length <= 0)
		return false;
	name[length] = '\0';
	name[strcspn(name, "\n")] = '\0';
	return name[0] != '\0';
}

static bool read_executable(char name[PROGRAM_NAME_SIZE])
{
	char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
	if (length <= 0)
		return false;
	path[length] = '\0';
	const char *slash = strrchr(path, '/');
	const char *base = slash == NULL ? path : slash + 1;
	memcpy(name, base, strnlen(base, PROGRAM_NAME_SIZE - 1));
	return true;
}

/* A name that is no script's is the executable's, which is not cut; Node calls its threads by what
 * they do. */
static void find_out(char name[PROGRAM_NAME_SIZE])
{
	enum { COMM_MAX = 15 };
	char executable[PROGRAM_NAME_SIZE] = "";
	bool has_executable = read_executable(executable);
	bool has_comm = read_comm(name);
	if (!has_executable)
		return;
	bool is_cut =
		has_comm && strlen(name) == COMM_MAX && strncmp(executable, name, COMM_MAX) == 0;
	if (!has_comm || is_cut || strcmp(executable, "node") == 0)
		memcpy(name, executable, PROGRAM_NAME_SIZE);
}

void program_name(char name[PROGRAM_NAME_SIZE])
{
	memset(name, 0, PROGRAM_NAME_SIZE);
	int state = atomic_load_explicit(&is_kept, memory_order_acquire);
	if (state == 2) {
		memcpy(name, kept_name, PROGRAM_NAME_SIZE);
		return;
	}
	find_out(name);
	int expected = 0;
	if (atomic_compare_exchange_strong(&is_kept, &expected, 1)) {
		memcpy(kept_name, name, PROGRAM_NAME_SIZE);
		atomic_store_explicit(&is_kept, 2, memory_order_release);
	}
}
