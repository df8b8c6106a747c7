/* What epoll instances watch: every registration of the file, by any of its descriptors, and no other. */
#include "core/epoll_entries.h"

#include "check.h"

static int watch(int epoll, int fd, uint32_t events, uint64_t data)
{
	struct epoll_event event = { .events = events, .data.u64 = data };
	return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static int socket_now(void)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	CHECK(fd >= 0);
	return fd;
}

static const struct epoll_entry *entry_with(const struct epoll_entries *found, uint64_t data)
{
	for (int i = 0; i < found->count; i++)
		if (found->entries[i].data == data)
			return &found->entries[i];
	return NULL;
}

static void every_registration_is_found(void)
{
	struct epoll_entries found;
	int first = epoll_create1(0), second = epoll_create1(0);
	int fd = socket_now(), copy = dup(fd), other = socket_now();
	CHECK(epoll_entries_find(fd, &found) && found.count == 0);
	watch(first, fd, EPOLLIN | EPOLLET, 0xfedcba9876543210u);
	watch(second, copy, EPOLLOUT, 7);
	watch(second, other, EPOLLIN, 8);
	CHECK(epoll_entries_find(copy, &found));
	CHECK_EQUAL(found.count, 2);
	const struct epoll_entry *entry = entry_with(&found, 0xfedcba9876543210u);
	CHECK(entry != NULL && entry->epoll == first && entry->fd == fd);
	CHECK(entry != NULL &&
	      (entry->events & ~(uint32_t)(EPOLLERR | EPOLLHUP)) == (EPOLLIN | EPOLLET));
	CHECK(entry_with(&found, 7) != NULL && entry_with(&found, 7)->fd == copy);
	close(first);
	close(second);
	close(fd);
	close(copy);
	close(other);
}

/* The kernel's text is longer than what is read of it at once. */
static void one_among_many_is_found(void)
{
	enum { MANY = 200 };
	struct epoll_entries found;
	int epoll = epoll_create1(0), sockets[MANY];
	for (int i = 0; i < MANY; i++) {
		sockets[i] = socket_now();
		watch(epoll, sockets[i], EPOLLIN, (uint64_t)i);
	}
	for (int i = 0; i < MANY; i++) {
		CHECK(epoll_entries_find(sockets[i], &found));
		CHECK(found.count == 1 && found.entries[0].data == (uint64_t)i);
	}
	for (int i = 0; i < MANY; i++)
		close(sockets[i]);
	close(epoll);
}

static void registrations_follow_a_replaced_file(void)
{
	struct epoll_entries found;
	struct epoll_event event;
	int epoll = epoll_create1(0), pipes[2], fd = socket_now();
	CHECK_EQUAL(pipe(pipes), 0);
	watch(epoll, fd, EPOLLIN, 9);
	CHECK(epoll_entries_find(fd, &found));
	epoll_entries_remove(&found);
	CHECK_EQUAL(dup2(pipes[0], fd), fd);
	epoll_entries_add(&found);
	CHECK_EQUAL(epoll_wait(epoll, &event, 1, 0), 0);
	CHECK_EQUAL(write(pipes[1], "a", 1), 1);
	CHECK_EQUAL(epoll_wait(epoll, &event, 1, 0), 1);
	CHECK_EQUAL(event.data.u64, 9);
	close(epoll);
	close(pipes[0]);
	close(pipes[1]);
	close(fd);
}

int main(void)
{
	every_registration_is_found();
	one_among_many_is_found();
	registrations_follow_a_replaced_file();
	return checks_result();
}
