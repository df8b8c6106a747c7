/* `file_io SECONDS`: what a program does that has nothing to do with sockets. Each result is the
 * time of one write and one read of 1 KiB: in an open file, in a file that is opened and closed for
 * each, and through a pipe. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "shared/program.h"

enum { SIZE = 1024 };

static char bytes[SIZE];
static char path[] = "/dev/shm/bench-file-XXXXXX";

static void use_file(int fd)
{
	if (lseek(fd, 0, SEEK_SET) != 0 || write(fd, bytes, SIZE) != SIZE)
		fail("write of a file");
	if (lseek(fd, 0, SEEK_SET) != 0 || read(fd, bytes, SIZE) != SIZE)
		fail("read of a file");
}

static void open_and_use_file(int fd)
{
	(void)fd;
	int writer = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (writer < 0 || write(writer, bytes, SIZE) != SIZE || close(writer) < 0)
		fail("write of a new file");
	int reader = open(path, O_RDONLY | O_CLOEXEC);
	if (reader < 0 || read(reader, bytes, SIZE) != SIZE || close(reader) < 0)
		fail("read of a new file");
}

static int pipe_ends[2];

static void use_pipe(int fd)
{
	(void)fd;
	if (write(pipe_ends[1], bytes, SIZE) != SIZE || read(pipe_ends[0], bytes, SIZE) != SIZE)
		fail("pipe");
}

static double seconds_each(void (*use)(int fd), int fd, double seconds)
{
	uint64_t times = 0;
	double start = now(), end = start + seconds;
	while (now() < end) {
		for (int i = 0; i < 256; i++)
			use(fd);
		times += 256;
	}
	return (now() - start) / (double)times;
}

int main(int argc, char **argv)
{
	(void)argc;
	double seconds = number_argument(argv, 1);
	int fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0 || pipe2(pipe_ends, O_CLOEXEC) < 0)
		fail("a file and a pipe");
	print_begin();
	print_number("openFileSeconds", seconds_each(use_file, fd, seconds));
	print_number("newFileSeconds", seconds_each(open_and_use_file, fd, seconds));
	print_number("pipeSeconds", seconds_each(use_pipe, fd, seconds));
	print_end();
	unlink(path);
}
