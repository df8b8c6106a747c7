/* datagrams of many sizes are gathered from and scattered to many buffers, whole, cut and looked at first */
#include "parity.h"

enum { SIZE_MAX_HERE = 5000, PIECES = 5 };

static char sent[SIZE_MAX_HERE], got[SIZE_MAX_HERE];

/* Every second piece is empty or small. */
static void cut(struct iovec pieces[PIECES], char *bytes, size_t size)
{
	const size_t parts[PIECES] = { 0, size / 3, size > 1 ? 1 : 0, 0, size };
	size_t at = 0;
	for (int i = 0; i < PIECES; i++) {
		size_t part = i == PIECES - 1 ? size - at : parts[i];
		pieces[i] = (struct iovec){ part == 0 ? NULL : bytes + at, part };
		at += part;
	}
}

static void receive(int fd, size_t room, int flags)
{
	struct iovec pieces[PIECES];
	struct msghdr message = { .msg_iov = pieces, .msg_iovlen = PIECES };
	memset(got, '.', sizeof got);
	cut(pieces, got, room);
	ssize_t result = TRY(recvmsg(fd, &message, flags));
	size_t right = 0;
	while (right < room && got[right] == sent[right])
		right++;
	say("%zd with room for %zu: %zu right, the next is %d, flags %#x", result, room, right,
	    right < sizeof got ? got[right] : -1, (unsigned)message.msg_flags);
}

static void probe(const char *ip, size_t size)
{
	int receiver = udp_socket(ip), sender = udp_socket(ip);
	struct iovec pieces[PIECES];
	const size_t rooms[] = { size, size / 2, size + 7, 0 };
	MUST(connect_to(sender, ip, port_of(receiver)));
	const struct msghdr message = { .msg_iov = pieces, .msg_iovlen = PIECES };
	cut(pieces, sent, size);
	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
		TRY(sendmsg(sender, &message, 0));
		receive(receiver, rooms[i], MSG_PEEK);
		receive(receiver, rooms[i], i % 2 == 0 ? 0 : MSG_TRUNC);
	}
	MUST(close(receiver));
	MUST(close(sender));
}

int main(void)
{
	const size_t sizes[] = { 0, 1, 2, 1991, 1992, 1993, 2047, 2048, 2049, 4990 };
	for (size_t i = 0; i < SIZE_MAX_HERE; i++)
		sent[i] = (char)('a' + i % 23);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		probe("127.0.0.1", sizes[i]);
		probe("::1", sizes[i]);
	}
	return 0;
}
