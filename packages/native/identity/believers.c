#include "believers.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/text.h"
#include "next.h"
#include "shared.h"

/* A process id has 22 bits at most; above it is when the process began, in clock ticks: ids are given out again. */
enum { PID_BITS = 22, PROBES_MAX = 512 };

static uint64_t this_process;

/* The 22nd field of /proc/PID/stat, counted from behind the program's name, which may hold anything. */
static uint64_t start_in(char *stat)
{
	char *at = strrchr(stat, ')');
	for (int field = 2; at != NULL && field < 22; field++)
		at = strchr(at + 1, ' ');
	return at == NULL ? 0 : strtoull(at, NULL, 10);
}

/* 0: there is no such process. */
static uint64_t process_of(pid_t pid)
{
	char path[40], stat[1024];
	struct text text = text_start(path, sizeof(path));
	text_add(&text, "/proc/");
	text_add_number(&text, (unsigned long)pid);
	text_add(&text, "/stat");
	int fd = (int)next(syscall)(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0)
		return 0;
	long got = next(syscall)(SYS_read, fd, stat, sizeof(stat) - 1);
	(void)next(syscall)(SYS_close, fd);
	stat[got < 0 ? 0 : got] = '\0';
	return got <= 0 ? 0 : start_in(stat) << PID_BITS | (uint64_t)pid;
}

void believers_begin_process(void)
{
	int saved_errno = errno;
	this_process = process_of(getpid());
	errno = saved_errno;
}

static pid_t pid_in(uint64_t process)
{
	return (pid_t)(process & ((UINT64_C(1) << PID_BITS) - 1));
}

static bool may_take(uint64_t holder)
{
	return holder == 0 || pid_in(holder) == pid_in(this_process) ||
	       (kill(pid_in(holder), 0) != 0 && errno == ESRCH);
}

static uint64_t pair(uid_t user, gid_t group)
{
	return (uint64_t)user << 32 | group;
}

/* Takes the place for this process, which it names only when its ids stand there. */
static bool take(struct believer *entry)
{
	uint64_t holder = atomic_load(&entry->process);
	uint64_t without_start = (uint64_t)pid_in(this_process);
	return holder == this_process ||
	       (may_take(holder) &&
	        atomic_compare_exchange_strong(&entry->process, &holder, without_start));
}

void believers_tell(const struct credentials *of)
{
	int saved_errno = errno;
	for (unsigned i = 0; shared() != NULL && this_process != 0 && i < PROBES_MAX; i++) {
		unsigned place = ((unsigned)pid_in(this_process) + i) % BELIEVERS_MAX;
		struct believer *entry = &shared()->believers[place];
		if (!take(entry))
			continue;
		atomic_store(&entry->real, pair(of->users[ID_REAL], of->groups[ID_REAL]));
		atomic_store(&entry->effective,
		             pair(of->users[ID_EFFECTIVE], of->groups[ID_EFFECTIVE]));
		atomic_store(&entry->process, this_process);
		break;
	}
	errno = saved_errno;
}

static const struct believer *find(pid_t pid)
{
	for (unsigned i = 0; shared() != NULL && i < PROBES_MAX; i++) {
		unsigned place = ((unsigned)pid + i) % BELIEVERS_MAX;
		const struct believer *entry = &shared()->believers[place];
		uint64_t holder = atomic_load(&entry->process);
		if (holder == 0)
			return NULL;
		if (pid_in(holder) == pid)
			return holder == process_of(pid) ? entry : NULL;
	}
	return NULL;
}

bool believers_find(pid_t pid, enum id_kind kind, uid_t *user, gid_t *group)
{
	int saved_errno = errno;
	const struct believer *entry = pid <= 0 ? NULL : find(pid);
	errno = saved_errno;
	if (entry == NULL)
		return false;
	uint64_t ids = atomic_load(kind == ID_REAL ? &entry->real : &entry->effective);
	*user = (uid_t)(ids >> 32);
	*group = (gid_t)ids;
	return true;
}
