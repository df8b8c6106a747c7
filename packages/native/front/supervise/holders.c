#include "holders.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "call.h"

/* Asked with a process or a descriptor by its number. */
struct search {
	struct holder *holder;
	uint64_t inode;
};

static bool for_some_number(const char *path, bool (*ask)(struct search *, pid_t, int),
                            struct search *search, pid_t process)
{
	bool is_found = false;
	DIR *directory = opendir(path);
	struct dirent *entry;
	while (directory != NULL && !is_found && (entry = readdir(directory)) != NULL)
		if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
			is_found = ask(search, process, atoi(entry->d_name));
	if (directory != NULL)
		closedir(directory);
	return is_found;
}

bool holder_has(const struct holder *holder, uint64_t inode)
{
	struct call there = { .thread = holder->process };
	struct caller_descriptor found;
	return call_look_up(&there, holder->fd, &found) && found.inode == inode;
}

static bool ask_descriptor(struct search *search, pid_t process, int fd)
{
	*search->holder = (struct holder){ process, fd };
	return holder_has(search->holder, search->inode);
}

static bool has_process(struct search *search, pid_t process)
{
	char path[40];
	snprintf(path, sizeof(path), "/proc/%d/fd", (int)process);
	return process != getpid() && for_some_number(path, ask_descriptor, search, process);
}

static bool has_family(struct search *search, pid_t process);

static bool ask_children(struct search *search, pid_t process, int thread)
{
	char path[64];
	int child;
	bool is_found = false;
	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)process, thread);
	FILE *file = fopen(path, "re");
	while (file != NULL && !is_found && fscanf(file, "%d", &child) == 1)
		is_found = has_family(search, child);
	if (file != NULL)
		fclose(file);
	return is_found;
}

static bool has_family(struct search *search, pid_t process)
{
	char path[40];
	snprintf(path, sizeof(path), "/proc/%d/task", (int)process);
	return has_process(search, process) || for_some_number(path, ask_children, search, process);
}

static bool ask_any(struct search *search, pid_t process, int any)
{
	(void)process;
	return has_process(search, any);
}

/* All are below the supervisor, as long as it is the one that has started them. */
bool holder_find(struct holder *holder, uint64_t inode)
{
	static pid_t starter;
	char path[64];
	struct search search = { holder, inode };
	if (starter == 0)
		starter = getpid();
	snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	if (getpid() == starter && access(path, R_OK) == 0)
		return has_family(&search, starter);
	return for_some_number("/proc", ask_any, &search, 0);
}
