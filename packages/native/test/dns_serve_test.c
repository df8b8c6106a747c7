/* Port 53 is answered by the network where nobody listens: into the queue of the socket that asked, and over
 * connections by a process that the program cannot see. */
#include "core/dns_serve.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "names_builder.h"
#include "sockets.h"

enum { ANSWER_SIZE = 512 };

static atomic_int child_signals;

static void count_child_signal(int signal)
{
	(void)signal;
	atomic_fetch_add(&child_signals, 1);
}

static size_t make_query(uint8_t query[300], const char *name, uint8_t type)
{
	memset(query, 0, 300);
	memcpy(query, (uint8_t[]){ 7, 8, 1, 0, 0, 1 }, 6);
	size_t size = 12 + dns_name_write(name, query + 12, 256);
	query[size + 1] = type;
	query[size + 3] = DNS_IN;
	return size + 4;
}

static ssize_t send_query(int fd, const char *name, const char *server, uint16_t port)
{
	uint8_t query[300];
	struct sockaddr_in to;
	if (server != NULL)
		to = inet_of(server, port);
	return send_bytes(fd, query, make_query(query, name, DNS_A), server == NULL ? NULL : &to);
}

static void await_readable(int fd)
{
	struct pollfd state = { .fd = fd, .events = POLLIN };
	CHECK_EQUAL(poll(&state, 1, 10000), 1);
}

/* What came, with its sender: "rcode, last four bytes as an address, from". */
static const char *receive_answer(int fd)
{
	static char text[200];
	char address[INET_ADDRSTRLEN], from_text[INET_ADDRSTRLEN];
	uint8_t answer[ANSWER_SIZE];
	struct sockaddr_in from = { 0 };
	struct iovec buffer = { answer, sizeof(answer) };
	struct msghdr message = {
		.msg_name = &from, .msg_namelen = sizeof(from), .msg_iov = &buffer, .msg_iovlen = 1
	};
	ssize_t size = socket_receive(table_find(fd), fd, &message, MSG_DONTWAIT);
	if (size < 0)
		return strerrorname_np((int)-size);
	CHECK(size > 12 && answer[0] == 7 && answer[1] == 8);
	inet_ntop(AF_INET, answer + size - 4, address, sizeof(address));
	inet_ntop(AF_INET, &from.sin_addr, from_text, sizeof(from_text));
	snprintf(text, sizeof(text), "%d %s %s:%d", answer[3] & 15, address, from_text,
	         ntohs(from.sin_port));
	return text;
}

static void datagrams(void)
{
	int fd = open_on(TEST_HOST, SOCK_DGRAM);
	CHECK_EQUAL(send_query(fd, "db", "127.0.0.53", 53), 20);
	CHECK_TEXT(receive_answer(fd), "0 10.0.0.2 127.0.0.53:53");
	CHECK_EQUAL(send_query(fd, "db", "8.8.8.8", 53), 20);
	CHECK_TEXT(receive_answer(fd), "0 10.0.0.2 8.8.8.8:53");
	CHECK_EQUAL(send_query(fd, "db", "10.0.0.2", 53), 20);
	CHECK_TEXT(receive_answer(fd), "0 10.0.0.2 10.0.0.2:53");
	CHECK_EQUAL(send_query(fd, "db", "8.8.8.8", 54), -ENETUNREACH);
	CHECK_EQUAL(send_query(fd, "db", "224.0.0.251", 53), 20);
	CHECK_TEXT(receive_answer(fd), "EAGAIN");
	CHECK_EQUAL(send_to(fd, "nonsense", "8.8.8.8", 53), 8);
	CHECK_TEXT(receive_answer(fd), "EAGAIN");
	close_virtual(fd);
}

static void connected(void)
{
	int fd = open_on(1, SOCK_DGRAM);
	CHECK_EQUAL(connect_to(fd, "8.8.4.4", 53), 0);
	CHECK_EQUAL(send_query(fd, "db", NULL, 0), 20);
	CHECK_TEXT(receive_answer(fd), "0 10.0.0.2 8.8.4.4:53");
	CHECK_EQUAL(send_query(fd, "db", "8.8.8.8", 53), 20);
	CHECK_TEXT(receive_answer(fd), "EAGAIN");
	close_virtual(fd);
}

static void readiness(void)
{
	int fd = open_on(TEST_HOST, SOCK_DGRAM), epoll = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	CHECK_EQUAL(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), 0);
	CHECK_EQUAL(epoll_wait(epoll, &event, 1, 0), 0);
	for (int i = 0; i < 200; i++)
		CHECK_EQUAL(send_query(fd, "db", "8.8.8.8", 53), 20);
	CHECK_EQUAL(epoll_wait(epoll, &event, 1, 0), 1);
	for (int i = 0; i < 200; i++)
		CHECK_TEXT(receive_answer(fd), "0 10.0.0.2 8.8.8.8:53");
	CHECK_TEXT(receive_answer(fd), "EAGAIN");
	close(epoll);
	close_virtual(fd);
}

static void a_listener_takes_over(void)
{
	char text[100];
	int server = receiver_at(1, "10.0.0.2", 53), fd = open_on(TEST_HOST, SOCK_DGRAM);
	CHECK_EQUAL(send_to(fd, "hello", "10.0.0.2", 53), 5);
	CHECK_TEXT(receive_answer(fd), "EAGAIN");
	CHECK_EQUAL(receive_now(server, text, sizeof(text)), 5);
	close_virtual(server);
	CHECK_EQUAL(send_query(fd, "db", "10.0.0.2", 53), 20);
	CHECK_TEXT(receive_answer(fd), "0 10.0.0.2 10.0.0.2:53");
	close_virtual(fd);

	int listener = listener_at("8.8.8.8", 53), client = open_on(1, SOCK_STREAM);
	CHECK_EQUAL(connect_to(client, "8.8.8.8", 53), 0);
	int accepted = accept_from(listener);
	CHECK(accepted >= 0);
	close_virtual(accepted);
	close_virtual(client);
	close_virtual(listener);
}

static void notices(void)
{
	struct notice notice;
	uint64_t sequence = 0;
	while (notice_next(&network, sequence, &notice)) {
		CHECK(strstr(notice.subject, ":53") == NULL);
		sequence = notice.sequence;
	}
	CHECK_EQUAL(sequence, 1); /* 8.8.8.8:54 */
}

/* A descriptor of the living process beside us, to wait for its end; -1 when there is none. */
static int find_aside(void)
{
	struct process_view view;
	for (int slot = 0; slot < PROCESSES_MAX; slot++) {
		if (!process_view(&network, slot, &view) ||
		    strcmp(view.program, "socketwrap-dns") != 0)
			continue;
		struct pollfd state = { .fd = (int)syscall(SYS_pidfd_open, view.pid, 0),
			                .events = POLLIN };
		if (state.fd >= 0 && poll(&state, 1, 0) == 0)
			return state.fd;
		if (state.fd >= 0)
			close(state.fd);
	}
	return -1;
}

static void await_end(int aside)
{
	CHECK(aside >= 0);
	await_readable(aside);
	close(aside);
}

static void late_answers(void)
{
	struct epoll_event event = { .events = EPOLLIN };
	int fd = open_on(TEST_HOST, SOCK_DGRAM), epoll = epoll_create1(EPOLL_CLOEXEC);
	CHECK_EQUAL(send_query(fd, "slow", "127.0.0.53", 53), 22);
	CHECK_TEXT(receive_answer(fd), "EAGAIN");
	int aside = find_aside();
	CHECK_EQUAL(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), 0);
	CHECK_EQUAL(epoll_wait(epoll, &event, 1, 10000), 1);
	CHECK_TEXT(receive_answer(fd), "0 203.0.113.1 127.0.0.53:53");
	await_end(aside);
	CHECK_EQUAL(send_query(fd, "silent", "127.0.0.53", 53), 24);
	CHECK_EQUAL(find_aside(), -1);
	CHECK_TEXT(receive_answer(fd), "EAGAIN");
	CHECK_EQUAL(send_query(fd, "slow", "127.0.0.53", 53), 22);
	aside = find_aside();
	close_virtual(fd);
	await_end(aside);
	close(epoll);
}

static void send_over(int fd, const char *name, uint8_t type)
{
	uint8_t message[302];
	size_t size = make_query(message + 2, name, type);
	message[0] = 0;
	message[1] = (uint8_t)size;
	CHECK_EQUAL(send_bytes(fd, message, size + 2, NULL), size + 2);
}

/* The size of the answer, without its length. */
static int receive_over(int fd)
{
	uint8_t bytes[70000];
	size_t size = 0, wanted = 2;
	while (size < wanted) {
		struct iovec buffer = { bytes + size, wanted - size };
		struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
		await_readable(fd);
		ssize_t got = socket_receive(table_find(fd), fd, &message, 0);
		CHECK(got > 0);
		if (got <= 0)
			return (int)got;
		size += (size_t)got;
		if (size == 2)
			wanted = 2u + (size_t)(bytes[0] << 8 | bytes[1]);
	}
	return (int)wanted - 2;
}

static void connections(void)
{
	struct sockaddr_in peer;
	socklen_t length = sizeof(peer);
	int fd = open_on(TEST_HOST, SOCK_STREAM);
	CHECK_EQUAL(connect_to(fd, "8.8.8.8", 53), 0);
	CHECK_EQUAL(socket_peer_name(table_find(fd), fd, (struct sockaddr *)&peer, &length), 0);
	CHECK_TEXT(inet_ntoa(peer.sin_addr), "8.8.8.8");
	int aside = find_aside();
	CHECK(aside >= 0);
	send_over(fd, "db", DNS_A);
	send_over(fd, "silent", DNS_A);
	send_over(fd, "slow", DNS_A);
	send_over(fd, "large", DNS_TXT);
	CHECK_EQUAL(receive_over(fd), 36);
	CHECK_EQUAL(receive_over(fd), 38);
	CHECK_EQUAL(receive_over(fd), 23 + 4 * (12 + 250));
	close_virtual(fd);
	await_end(aside);

	int second = open_on(TEST_HOST, SOCK_STREAM);
	CHECK_EQUAL(connect_to(second, "127.0.0.53", 53), 0);
	aside = find_aside();
	CHECK_EQUAL(send_bytes(second, "\0\5hello", 7, NULL), 7);
	await_end(aside); /* it hangs up on who does not speak DNS */
	close_virtual(second);
	CHECK_EQUAL(send_query(open_on(TEST_HOST, SOCK_STREAM), "db", NULL, 0), -EPIPE);
}

#ifndef __SANITIZE_THREAD__ /* its runtime has locks that a clone of a threaded program keeps */
static void *ask_in_thread(void *unused)
{
	for (int i = 0; i < 20; i++) {
		int fd = open_on(TEST_HOST, SOCK_STREAM);
		CHECK_EQUAL(connect_to(fd, "10.0.0.2", 53), 0);
		send_over(fd, "db", DNS_A);
		CHECK_EQUAL(receive_over(fd), 36);
		close_virtual(fd);
	}
	return unused;
}

static void threads(void)
{
	pthread_t others[3];
	for (int i = 0; i < 3; i++)
		CHECK_EQUAL(pthread_create(&others[i], NULL, ask_in_thread, NULL), 0);
	for (int i = 0; i < 3; i++)
		pthread_join(others[i], NULL);
}
#endif

static void the_program_sees_nothing(void)
{
	CHECK_EQUAL(waitpid(-1, NULL, WNOHANG), -1);
	CHECK_EQUAL(errno, ECHILD);
	CHECK_EQUAL(child_signals, 0);
	int aside;
	while ((aside = find_aside()) >= 0)
		await_end(aside);
}

int main(void)
{
	uint8_t text[250] = { 249 };
	signal(SIGCHLD, count_child_signal);
	signal(SIGPIPE, SIG_IGN);
	start_recorded_network(1 << 20);
	CHECK_EQUAL(host_add(&network, "db", NULL, 0, NULL), 1);
	datagrams();
	connected();
	readiness();
	a_listener_takes_over();
	notices();
	add_fault("slow", 0, 0, 0, 100);
	add_address("slow", "203.0.113.1");
	add_fault("silent", 0, 0, NAMES_IS_SILENT, 0);
	for (int i = 0; i < 4; i++)
		add_record("large", DNS_TXT, text, sizeof(text));
	publish_built(&network);
	late_answers();
	connections();
#ifndef __SANITIZE_THREAD__
	threads();
#endif
	the_program_sees_nothing();
	end_network();
	return checks_result();
}
