/* UDP without hooks: boundaries, queues and what happens when they are full, peers, broadcast. */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#include "core/spill.h"
#include "core/udp.h"
#include "sockets.h"

static void sees(int fd, const char *wanted)
{
	char text[64];
	CHECK_EQUAL(receive_now(fd, text, sizeof(text)), strlen(wanted));
	CHECK_TEXT(text, wanted);
}

static void sees_nothing(int fd)
{
	char text[64];
	CHECK_EQUAL(receive_now(fd, text, sizeof(text)), -EAGAIN);
}

static void datagrams_keep_their_boundaries(void)
{
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5000), other = open_on(TEST_HOST, SOCK_DGRAM);
	char cut[4];
	CHECK_EQUAL(send_to(other, "first", "10.0.0.1", 5000), 5);
	CHECK_EQUAL(send_to(other, "", "10.0.0.1", 5000), 0);
	CHECK_EQUAL(send_to(other, "second one", "10.0.0.1", 5000), 10);
	CHECK_EQUAL(send_to(other, "third", "10.0.0.1", 5000), 5);
	sees(one, "first");
	sees(one, "");
	CHECK_EQUAL(receive_text(one, cut, sizeof(cut), MSG_PEEK), 3);
	CHECK_TEXT(cut, "sec");
	CHECK_EQUAL(receive_text(one, cut, sizeof(cut), MSG_TRUNC), 10);
	CHECK_TEXT(cut, "sec");
	sees(one, "third");
	sees_nothing(one);
	close_virtual(one);
	close_virtual(other);
}

static void sizes_up_to_the_largest(void)
{
	static char sent[65508], got[65509];
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5001);
	struct sockaddr_in to = inet_of("10.0.0.1", 5001);
	for (size_t i = 0; i < sizeof(sent); i++)
		sent[i] = (char)(i * 7);
	for (size_t size = 1; size < sizeof(sent); size = size * 2 + 1) {
		CHECK_EQUAL(send_bytes(one, sent, size, &to), size);
		CHECK_EQUAL(receive_now(one, got, sizeof(got)), size);
		CHECK(memcmp(sent, got, size) == 0);
	}
	CHECK_EQUAL(send_bytes(one, sent, 65507, &to), 65507);
	CHECK_EQUAL(receive_now(one, got, sizeof(got)), 65507);
	CHECK_EQUAL(send_bytes(one, sent, 65508, &to), -EMSGSIZE);
	close_virtual(one);
}

static void send_number(int fd, uint16_t port, int number)
{
	char text[24];
	snprintf(text, sizeof(text), "%d", number);
	CHECK_EQUAL(send_to(fd, text, "10.0.0.1", port), strlen(text));
}

static void burst_to_oneself_arrives(void)
{
	enum { BURST = 250 };
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5002);
	char text[24];
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < BURST; i++)
			send_number(one, 5002, i);
		for (int i = 0; i < BURST; i++) {
			struct pollfd ready = { .fd = one, .events = POLLIN };
			CHECK_EQUAL(real(poll)(&ready, 1, 0), 1);
			CHECK(receive_now(one, text, sizeof(text)) > 0);
			CHECK_EQUAL(atoi(text), i);
		}
		sees_nothing(one);
	}
	CHECK_EQUAL(atomic_load(&network.file->spill_count), 0);
	close_virtual(one);
}

enum { SENDERS = 2, NUMBERS = 3000, WINDOW = 100 };
static _Atomic int received[SENDERS];

/* Ahead of the reader, so that the spill is in use, but by less than a buffer. */
static void *send_numbers(void *sender)
{
	int index = (int)(intptr_t)sender, fd = open_on(TEST_HOST, SOCK_DGRAM);
	for (int i = 0; i < NUMBERS; i++) {
		while (i - atomic_load(&received[index]) >= WINDOW)
			sched_yield();
		send_number(fd, 5003, index * NUMBERS + i);
	}
	close_virtual(fd);
	return NULL;
}

static void each_senders_order_is_kept(void)
{
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5003);
	pthread_t senders[SENDERS];
	char text[24];
	for (int i = 0; i < SENDERS; i++)
		atomic_store(&received[i], 0);
	for (intptr_t i = 0; i < SENDERS; i++)
		pthread_create(&senders[i], NULL, send_numbers, (void *)i);
	for (int i = 0; i < SENDERS * NUMBERS; i++) {
		if (i % 50 == 0)
			usleep(200);
		if (receive_text(one, text, sizeof(text), 0) <= 0)
			CHECK_EQUAL(i, -1);
		int number = atoi(text), sender = number / NUMBERS;
		CHECK_EQUAL(number % NUMBERS, atomic_load(&received[sender]));
		atomic_fetch_add(&received[sender], 1);
		if (atomic_load(&checks_failed) > 10)
			exit(1);
	}
	for (int i = 0; i < SENDERS; i++)
		pthread_join(senders[i], NULL);
	CHECK_EQUAL(atomic_load(&network.file->spill_count), 0);
	close_virtual(one);
}

/* The newest are dropped; what is there stays in order and the next burst arrives. */
static void full_buffer_drops(void)
{
	enum { MANY = 2000 };
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5004);
	char text[24];
	int got = 0;
	for (int i = 0; i < MANY; i++)
		send_number(one, 5004, i);
	for (; receive_now(one, text, sizeof(text)) > 0; got++)
		CHECK_EQUAL(atoi(text), got);
	CHECK(got >= 250 && got < MANY);
	send_number(one, 5004, 7);
	sees(one, "7");
	sees_nothing(one);
	close_virtual(one);
}

/* Around the end of the ring, with sizes that do not divide it. */
static void large_datagrams_wait_too(void)
{
	static char bytes[30001], got[30002];
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5005), fill = open_on(TEST_HOST, SOCK_DGRAM);
	struct sockaddr_in to = inet_of("10.0.0.1", 5005);
	int next = 0, first = 0;
	for (int i = 0; i < 12; i++)
		send_number(fill, 5005, i);
	for (int i = 0; i < 12; i++)
		CHECK(receive_now(one, got, sizeof(got)) > 0);
	for (int round = 0; round < 40; round++) {
		for (; next - first < 14; next++) {
			memset(bytes, next, sizeof(bytes));
			size_t size = (size_t)(100 + next * 523 % 12000);
			CHECK_EQUAL(send_bytes(fill, bytes, size, &to), size);
		}
		for (; next - first > 3; first++) {
			CHECK_EQUAL(receive_now(one, got, sizeof(got)), 100 + first * 523 % 12000);
			CHECK(got[0] == (char)first && got[99] == (char)first);
		}
	}
	close_virtual(one);
	close_virtual(fill);
}

static void new_owner_of_the_name_starts_empty(void)
{
	int pipes[2];
	int sender = open_on(TEST_HOST, SOCK_DGRAM);
	char byte;
	CHECK_EQUAL(pipe(pipes), 0);
	pid_t child = fork();
	if (child == 0) {
		receiver_at(TEST_HOST, "10.0.0.1", 5006);
		if (write(pipes[1], "x", 1) == 1)
			pause();
		_exit(1);
	}
	CHECK_EQUAL(read(pipes[0], &byte, 1), 1);
	for (int i = 0; i < 100; i++)
		send_number(sender, 5006, i);
	CHECK_EQUAL(atomic_load(&network.file->spill_count), 1);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	int heir = receiver_at(TEST_HOST, "10.0.0.1", 5006);
	sees_nothing(heir);
	CHECK_EQUAL(atomic_load(&network.file->spill_count), 0);
	send_number(sender, 5006, 5);
	sees(heir, "5");
	close_virtual(heir);
	close_virtual(sender);
	close(pipes[0]);
	close(pipes[1]);
}

/* More receivers that died with datagrams waiting than there are spills. */
static void dead_receivers_leave_room(void)
{
	int sender = open_on(TEST_HOST, SOCK_DGRAM), one;
	for (int i = 0; i < SPILLS_MAX + 10; i++) {
		one = receiver_at(TEST_HOST, "10.0.0.1", (uint16_t)(5100 + i));
		for (int n = 0; n < 20; n++)
			send_number(sender, (uint16_t)(5100 + i), n);
		close_virtual(one);
	}
	one = receiver_at(TEST_HOST, "10.0.0.1", 5007);
	for (int n = 0; n < 20; n++)
		send_number(sender, 5007, n);
	for (int n = 0; n < 20; n++) {
		char text[24];
		CHECK(receive_now(one, text, sizeof(text)) > 0);
		CHECK_EQUAL(atoi(text), n);
	}
	close_virtual(one);
	close_virtual(sender);
}

static void connected_socket_hears_its_peer_only(void)
{
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5008);
	int peer = receiver_at(TEST_HOST, "10.0.0.1", 5009);
	int stranger = receiver_at(TEST_HOST, "10.0.0.1", 5010);
	CHECK_EQUAL(send_to(stranger, "before", "10.0.0.1", 5008), 6);
	CHECK_EQUAL(connect_to(one, "10.0.0.1", 5009), 0);
	CHECK_EQUAL(send_to(stranger, "no", "10.0.0.1", 5008), 2);
	CHECK_EQUAL(send_to(peer, "yes", "10.0.0.1", 5008), 3);
	sees(one, "before");
	sees(one, "yes");
	sees_nothing(one);
	CHECK_EQUAL(send_bytes(one, "hi", 2, NULL), 2);
	sees(peer, "hi");
	CHECK_EQUAL(send_to(one, "too", "10.0.0.1", 5010), 3);
	sees(stranger, "too");
	struct sockaddr nothing = { .sa_family = AF_UNSPEC };
	CHECK_EQUAL(socket_connect(table_find(one), one, &nothing, sizeof(nothing)), 0);
	CHECK_EQUAL(send_to(stranger, "now", "10.0.0.1", 5008), 3);
	sees(one, "now");
	close_virtual(one);
	close_virtual(peer);
	close_virtual(stranger);
}

static void nobody_is_there(void)
{
	char text[8];
	int one = open_on(TEST_HOST, SOCK_DGRAM);
	CHECK_EQUAL(send_to(one, "x", "10.0.0.1", 5999), 1);
	sees_nothing(one);
	CHECK_EQUAL(send_to(one, "x", "203.0.113.1", 5999), -ENETUNREACH);
	CHECK_EQUAL(connect_to(one, "10.0.0.1", 5999), 0);
	CHECK_EQUAL(send_bytes(one, "x", 1, NULL), 1);
	CHECK_EQUAL(receive_text(one, text, sizeof(text), 0), -ECONNREFUSED);
	sees_nothing(one);
	CHECK_EQUAL(send_bytes(one, "x", 1, NULL), 1);
	CHECK_EQUAL(send_bytes(one, "x", 1, NULL), -ECONNREFUSED);
	CHECK_EQUAL(send_bytes(one, "x", 1, NULL), 1);
	CHECK_EQUAL(socket_take_error(table_find(one), one), ECONNREFUSED);
	CHECK_EQUAL(socket_take_error(table_find(one), one), 0);
	sees_nothing(one);
	close_virtual(one);
}

static void broadcast_reaches_every_host(void)
{
	int sender = open_on(TEST_HOST, SOCK_DGRAM), fds[4];
	int first = host_add(&network, "first", NULL, 0, NULL);
	int second = host_add(&network, "second", NULL, 0, NULL);
	CHECK(first > 0 && second > 0);
	fds[0] = receiver_at(TEST_HOST, "0.0.0.0", 5011);
	fds[1] = receiver_at((uint16_t)first, "0.0.0.0", 5011);
	fds[2] = receiver_at((uint16_t)second, "0.0.0.0", 5011);
	fds[3] = receiver_at((uint16_t)second, "0.0.0.0", 5012);
	CHECK_EQUAL(send_to(sender, "all", "255.255.255.255", 5011), -EACCES);
	CHECK_EQUAL(set_option(sender, SO_BROADCAST, 1), 0);
	CHECK_EQUAL(send_to(sender, "all", "255.255.255.255", 5011), 3);
	CHECK_EQUAL(send_to(sender, "subnet", "10.0.255.255", 5011), 6);
	for (int i = 0; i < 3; i++) {
		sees(fds[i], "all");
		sees(fds[i], "subnet");
		sees_nothing(fds[i]);
	}
	sees_nothing(fds[3]);
	for (int i = 0; i < 4; i++)
		close_virtual(fds[i]);
	close_virtual(sender);
}

/* Datagrams of programs outside, empty ones too, which a closed socket would look like. */
static void strangers_are_not_heard(void)
{
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5013);
	int stranger = real(socket)(AF_UNIX, SOCK_DGRAM, 0);
	struct name name;
	udp_own_name(table_find(one), &name);
	for (int size = 0; size <= 60; size += 20)
		CHECK_EQUAL(real(sendto)(
				    stranger,
				    "012345678901234567890123456789012345678901234567890123456789",
				    (size_t)size, 0, (struct sockaddr *)&name.address, name.length),
		            size);
	CHECK_EQUAL(send_to(one, "me", "10.0.0.1", 5013), 2);
	sees(one, "me");
	sees_nothing(one);
	real(close)(stranger);
	close_virtual(one);
}

static void receive_after_shutdown_ends(void)
{
	char text[8];
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5014);
	CHECK_EQUAL(connect_to(one, "10.0.0.1", 5014), 0);
	CHECK_EQUAL(socket_shutdown(table_find(one), one, SHUT_RD), 0);
	CHECK_EQUAL(receive_text(one, text, sizeof(text), 0), 0);
	close_virtual(one);
}

static void *send_first(void *fd)
{
	CHECK_EQUAL(send_to((int)(intptr_t)fd, "x", "10.0.0.1", 5015), 1);
	return NULL;
}

/* The socket gets its port by the first send, which several threads may think theirs is. */
static void threads_send_the_first_datagram_together(void)
{
	int one = receiver_at(TEST_HOST, "10.0.0.1", 5015);
	for (int round = 0; round < 100; round++) {
		pthread_t threads[3];
		int sender = open_on(TEST_HOST, SOCK_DGRAM);
		for (int i = 0; i < 3; i++)
			pthread_create(&threads[i], NULL, send_first, (void *)(intptr_t)sender);
		for (int i = 0; i < 3; i++)
			pthread_join(threads[i], NULL);
		for (int i = 0; i < 3; i++)
			sees(one, "x");
		CHECK(port_of(sender) != 0);
		close_virtual(sender);
	}
	close_virtual(one);
}

static void *connect_and_disconnect(void *number)
{
	uint16_t own = (uint16_t)(5016 + (intptr_t)number);
	for (int i = 0; i < 500; i++) {
		int fd = receiver_at(TEST_HOST, "10.0.0.1", own);
		CHECK_EQUAL(connect_to(fd, "10.0.0.1", (uint16_t)(5000 + i)), 0);
		send_to(fd, "x", "10.0.0.1", own ^ 1);
		close_virtual(fd);
	}
	return NULL;
}

static void threads_change_peers_while_others_send(void)
{
	pthread_t threads[4];
	for (intptr_t i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, connect_and_disconnect, (void *)i);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
}

static void everything(void)
{
	datagrams_keep_their_boundaries();
	sizes_up_to_the_largest();
	burst_to_oneself_arrives();
	each_senders_order_is_kept();
	full_buffer_drops();
	large_datagrams_wait_too();
	new_owner_of_the_name_starts_empty();
	dead_receivers_leave_room();
	connected_socket_hears_its_peer_only();
	nobody_is_there();
	broadcast_reaches_every_host();
	strangers_are_not_heard();
	receive_after_shutdown_ends();
	threads_send_the_first_datagram_together();
	threads_change_peers_while_others_send();
	CHECK_EQUAL(table_count(), 0);
}

int main(void)
{
	start_network();
	everything();
	end_network();
	start_recorded_network(64 << 20);
	everything();
	end_network();
	return checks_result();
}
