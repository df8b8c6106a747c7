#include "unix_peer.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../real/real.h"
#include "network_file.h"
#include "text.h"

enum { GENERATIONS_MAX = 64 };

/* 0 when it has none that can be seen. In /proc/PID/stat the program's name may contain anything. */
static pid_t parent_of(pid_t pid)
{
	char path[40], bytes[512];
	struct text text = text_start(path, sizeof(path));
	text_add(&text, "/proc/");
	text_add_number(&text, (unsigned long)pid);
	text_add(&text, "/stat");
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = file < 0 ? -1 : real(read)(file, bytes, sizeof(bytes) - 1);
	if (file >= 0)
		real(close)(file);
	bytes[length < 0 ? 0 : length] = '\0';
	const char *after_name = strrchr(bytes, ')'); /* ") S 1234 " */
	return after_name == NULL || strlen(after_name) < 5 ? 0 : atoi(after_name + 4);
}

/* The first process started everything. */
static bool is_of_network(const struct network *network, pid_t pid)
{
	for (int i = 0; i < GENERATIONS_MAX && pid > 0; i++, pid = parent_of(pid)) {
		if (pid == network->file->owner || process_is_here(network, pid))
			return true;
		if (pid == 1)
			break;
	}
	return false;
}

static bool runs_the_test(const struct network *network, pid_t pid)
{
	pid_t owner = network->file->owner, session = getsid(owner);
	pid_t above = parent_of(owner);
	for (int i = 0; i < GENERATIONS_MAX && above > 1 && getsid(above) == session; i++) {
		if (above == pid)
			return true;
		above = parent_of(above);
	}
	return false;
}

bool unix_peer_is_near(const struct network *network, pid_t pid)
{
	return pid > 0 &&
	       (pid == getpid() || is_of_network(network, pid) || runs_the_test(network, pid));
}
