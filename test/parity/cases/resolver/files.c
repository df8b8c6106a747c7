/* /etc/hosts, /etc/resolv.conf and /etc/hostname are plain files that can be read */
#include "parity.h"

static void say_file(const char *path)
{
	struct stat status;
	char byte;
	int fd = OPEN(open(path, O_RDONLY | O_CLOEXEC));
	if (fd < 0)
		return;
	say("%s flags %x close-on-exec %d", path, fcntl(fd, F_GETFL) & O_ACCMODE,
	    fcntl(fd, F_GETFD));
	MUST(fstat(fd, &status));
	say("regular %d size %s", S_ISREG(status.st_mode), status.st_size > 0 ? "some" : "none");
	TRY(write(fd, "x", 1));
	TRY(read(fd, &byte, 1));
	TRY(lseek(fd, 0, SEEK_SET));
	TRY(ftruncate(fd, 0));
	close(fd);
}

static void say_line(const char *label, FILE *file)
{
	char line[512];
	bool is_found = false;
	while (file && fgets(line, sizeof(line), file))
		is_found |= strstr(line, "127.0.0.1") && strstr(line, "localhost");
	say("%s %s", label, is_found ? "has localhost" : "has it not");
}

int main(void)
{
	say_file("/etc/hosts");
	say_file("/etc/resolv.conf");
	FILE *file = fopen("/etc/hosts", "re");
	say_line("fopen", file);
	file = freopen("/etc/hosts", "r", file);
	say_line("freopen", file);
	fclose(file);
	say_line("the descriptor", fdopen(openat(AT_FDCWD, "/etc/hosts", O_RDONLY), "r"));
	OPEN(open("/etc/hosts", O_RDONLY | O_DIRECTORY));
	OPEN(open("/etc/hosts", O_RDONLY | O_CREAT | O_EXCL, 0644));
	OPEN(open("/etc/hosts/below", O_RDONLY));
	OPEN(open("/etc/no-such-file", O_RDONLY));
	return 0;
}
