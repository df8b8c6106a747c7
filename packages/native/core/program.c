#include "program.h"

#include <stdatomic.h>
#include <string.h>

#include "real/real.h"
#include "text.h"

static struct identity {
	char name[PROGRAM_NAME_SIZE];
	char command[COMMAND_SIZE];
} kept;
static _Atomic int state; /* 1: someone is finding out, 2: kept */

/* The number of bytes, below `size`, after which there is a zero one. */
static size_t read_file(const char *path, char *bytes, size_t size)
{
	int fd = real(open)(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : real(read)(fd, bytes, size - 1);
	if (fd >= 0)
		real(close)(fd);
	if (length < 0)
		length = 0;
	bytes[length] = '\0';
	return (size_t)length;
}

/* The kernel's name of the first thread: a script's own name, cut to 15 characters. */
static bool read_comm(char name[PROGRAM_NAME_SIZE])
{
	read_file("/proc/self/comm", name, PROGRAM_NAME_SIZE);
	name[strcspn(name, "\n")] = '\0';
	return name[0] != '\0';
}

static void show_as_line(char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)bytes[i] < ' ')
			bytes[i] = ' ';
}

/* A zero byte ends each argument. The directory of the program is left out: it may be longer than all the rest. */
static void read_command(char command[COMMAND_SIZE])
{
	char arguments[4096 + COMMAND_SIZE];
	size_t length = read_file("/proc/self/cmdline", arguments, sizeof(arguments));
	const char *slash = strrchr(arguments, '/');
	size_t begin = slash == NULL ? 0 : (size_t)(slash + 1 - arguments);
	while (length > begin && arguments[length - 1] == '\0')
		length--;
	if (length > begin + COMMAND_SIZE - 1)
		length = begin + COMMAND_SIZE - 1;
	memcpy(command, arguments + begin, length - begin);
	command[length - begin] = '\0';
	show_as_line(command, length - begin);
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
static void find_name(char name[PROGRAM_NAME_SIZE])
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

static void find_out(struct identity *identity)
{
	memset(identity, 0, sizeof(*identity));
	find_name(identity->name);
	read_command(identity->command);
	int expected = 0;
	if (!atomic_compare_exchange_strong(&state, &expected, 1))
		return;
	kept = *identity;
	atomic_store_explicit(&state, 2, memory_order_release);
}

static struct identity identify(void)
{
	struct identity identity;
	if (atomic_load_explicit(&state, memory_order_acquire) == 2)
		return kept;
	find_out(&identity);
	return identity;
}

void program_name(char name[PROGRAM_NAME_SIZE])
{
	memcpy(name, identify().name, PROGRAM_NAME_SIZE);
}

void program_command(char command[COMMAND_SIZE])
{
	memcpy(command, identify().command, COMMAND_SIZE);
}

void program_become(const char *name, char *const *arguments)
{
	memset(&kept, 0, sizeof(kept));
	strncpy(kept.name, name, sizeof(kept.name) - 1);
	struct text command = text_start(kept.command, sizeof(kept.command));
	text_add(&command, name);
	for (; arguments != NULL && *arguments != NULL; arguments++) {
		text_add(&command, " ");
		text_add(&command, *arguments);
	}
	show_as_line(kept.command, command.length);
	atomic_store_explicit(&state, 2, memory_order_release);
}
