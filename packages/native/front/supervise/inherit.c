#include "inherit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "answers.h"
#include "hand_over.h"
#include "pipe_end.h"

static bool is_inherited(int fd)
{
	int flags = fcntl(fd, F_GETFD);
	return flags >= 0 && (flags & FD_CLOEXEC) == 0;
}

static void for_each_inherited(void (*visit)(int fd))
{
	DIR *directory = opendir("/proc/self/fd");
	struct dirent *entry;
	while (directory != NULL && (entry = readdir(directory)) != NULL) {
		int fd = atoi(entry->d_name);
		if (entry->d_name[0] != '.' && is_inherited(fd))
			visit(fd);
	}
	if (directory != NULL)
		closedir(directory);
}

static struct replacement {
	uint64_t inode; /* of the real socket */
	int fd; /* where its stand-in is now */
} replacement;

/* Standard input and output are often one socket. */
static void replace_copy(int fd)
{
	if (inode_of(fd) == replacement.inode)
		dup2(replacement.fd, fd);
}

static void put_in_place(enum stand_in_kind kind, int real, int at, const int ends[2])
{
	struct stand_in *stand_in = stand_in_add(kind, real, ends[0], inode_of(ends[1]));
	dup2(ends[1], at);
	close(ends[1]);
	if (stand_in == NULL)
		return;
	if (kind == PIPE)
		pipe_end_start(stand_in);
	else
		packets_start(stand_in);
	if (atomic_load(&stand_in_socket(stand_in)->state) == SOCKET_LISTENING)
		accept_start(stand_in);
}

/* Makes the stand-in of a recovered socket, and puts it at its number. */
static void take(int fd)
{
	int ends[2];
	int real = fcntl(fd, F_DUPFD_CLOEXEC, 0), flags = fcntl(fd, F_GETFL) & O_NONBLOCK;
	if (real < 0)
		return;
	table_share(fd, real);
	table_forget(fd);
	struct socket *socket = table_find(real);
	bool is_stream = socket->type == SOCK_STREAM;
	if (is_stream && socket_is_connected(socket))
		return hand_over_inherited(real, fd);
	int result =
		is_stream ? pipe_end_open(flags, ends) : packets_open(socket->family, flags, ends);
	if (result == 0)
		put_in_place(is_stream ? PIPE : PACKETS, real, fd, ends);
}

static void inherit(int fd)
{
	replacement = (struct replacement){ inode_of(fd), fd };
	if (socket_recover(fd, context_current()) == NULL)
		return;
	take(fd);
	if (inode_of(fd) != replacement.inode)
		for_each_inherited(replace_copy);
}

void inherit_sockets(void)
{
	for_each_inherited(inherit);
}

static void close_one(int fd)
{
	if (fd > STDERR_FILENO)
		close(fd);
}

void inherit_close(void)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		dup2(nothing, fd);
	close(nothing);
	for_each_inherited(close_one);
}
