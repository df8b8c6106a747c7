/* reading and writing files, also through dup2 onto a former socket number, is untouched */
#include "parity.h"

int main(void)
{
	char bytes[32];
	struct iovec part = { bytes, 4 };
	int listener = tcp_listener("127.0.0.1");
	int file = MUST(open("own-file", O_RDWR | O_CREAT | O_TRUNC, 0600));
	MUST(dup2(file, listener));
	TRY(write(listener, "0123456789", 10));
	TRY(lseek(file, 2, SEEK_SET));
	TRY(readv(listener, &part, 1));
	say("%.4s", bytes);
	TRY(pread(listener, bytes, 4, 0));
	TRY(fcntl(listener, F_GETFL) & O_ACCMODE);
	TRY(ioctl(listener, FIONREAD, &(int){ 0 }));
	TRY(accept(listener, NULL, NULL));
	MUST(unlink("own-file"));
	return 0;
}
