/* Silent hosts: nobody is answered, nobody hears them, and they hear themselves. */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

#include "core/silence.h"
#include "sockets.h"

enum { LIVING = 1, DEAD = 2 };

static int error_of(int fd)
{
	return socket_take_error(table_find(fd), fd);
}

static short events_of(int fd)
{
	struct pollfd state = { .fd = fd, .events = POLLIN | POLLOUT };
	poll(&state, 1, 0);
	return state.revents;
}

static int open_impatient(uint16_t host)
{
	int fd = open_on(host, SOCK_STREAM);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	return fd;
}

static void connection_is_never_answered(void)
{
	int listener = listener_at("10.1.0.2", 80);
	int fd = open_impatient(LIVING);
	char byte[2];
	CHECK_EQUAL(connect_to(fd, "10.1.0.2", 80), -EINPROGRESS);
	CHECK_EQUAL(events_of(fd), 0);
	CHECK_EQUAL(error_of(fd), 0);
	CHECK_EQUAL(connect_to(fd, "10.1.0.2", 80), -EALREADY);
	CHECK_EQUAL(receive_now(fd, byte, sizeof(byte)), -EAGAIN);
	CHECK_EQUAL(send_bytes(fd, "x", 1, NULL), -EAGAIN);
	struct sockaddr_in peer;
	socklen_t length = sizeof(peer);
	CHECK_EQUAL(socket_peer_name(table_find(fd), fd, (struct sockaddr *)&peer, &length),
	            -ENOTCONN);
	CHECK(port_of(fd) != 0);
	CHECK_EQUAL(events_of(listener), 0);
	close_virtual(fd);
	close_virtual(listener);
}

static void connection_from_there_is_never_answered_either(void)
{
	int listener = listener_at("10.1.0.1", 80);
	int fd = open_impatient(DEAD);
	CHECK_EQUAL(connect_to(fd, "10.1.0.1", 80), -EINPROGRESS);
	CHECK_EQUAL(events_of(fd), 0);
	close_virtual(fd);
	close_virtual(listener);
}

static void socket_can_be_used_for_another_destination(void)
{
	int listener = listener_at("10.1.0.1", 80);
	int fd = open_impatient(LIVING);
	struct sockaddr nobody = { .sa_family = AF_UNSPEC };
	CHECK_EQUAL(connect_to(fd, "10.1.0.2", 80), -EINPROGRESS);
	CHECK_EQUAL(socket_connect(table_find(fd), fd, &nobody, sizeof(nobody)), 0);
	CHECK_EQUAL(connect_to(fd, "10.1.0.1", 80), -EINPROGRESS);
	CHECK_EQUAL(events_of(fd), POLLOUT);
	CHECK_EQUAL(error_of(fd), 0);
	close_virtual(fd);
	close_virtual(listener);
}

static void blocking_connect_ends_with_its_time_limit(void)
{
	int fd = open_on(LIVING, SOCK_STREAM);
	struct timeval soon = { .tv_usec = 1000 };
	CHECK_EQUAL(option_set(table_find(fd), fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof(soon)),
	            0);
	CHECK_EQUAL(connect_to(fd, "10.1.0.2", 80), -EINPROGRESS);
	close_virtual(fd);
}

static void note_signal(int number)
{
	(void)number;
}

static void blocking_connect_ends_with_a_signal(void)
{
	int fd = open_on(LIVING, SOCK_STREAM);
	struct sigaction action = { .sa_handler = note_signal };
	struct itimerval often = { { .tv_usec = 1000 }, { .tv_usec = 1000 } }, never = { 0 };
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	CHECK_EQUAL(connect_to(fd, "10.1.0.2", 80), -EINTR);
	setitimer(ITIMER_REAL, &never, NULL);
	close_virtual(fd);
}

static void datagrams_are_lost(void)
{
	int receiver = receiver_at(DEAD, "10.1.0.2", 53), sender = open_on(LIVING, SOCK_DGRAM);
	char text[8];
	CHECK_EQUAL(connect_to(sender, "10.1.0.2", 9), 0);
	CHECK_EQUAL(send_bytes(sender, "x", 1, NULL), 1);
	CHECK_EQUAL(send_bytes(sender, "x", 1, NULL), 1);
	CHECK_EQUAL(send_to(sender, "y", "10.1.0.2", 53), 1);
	CHECK_EQUAL(receive_now(receiver, text, sizeof(text)), -EAGAIN);
	close_virtual(sender);
	close_virtual(receiver);
}

static void own_addresses_answer(void)
{
	int fd = open_on(DEAD, SOCK_STREAM), client = open_on(DEAD, SOCK_STREAM);
	CHECK_EQUAL(bind_to(fd, "0.0.0.0", 80), 0);
	CHECK_EQUAL(listen_on(fd), 0);
	CHECK_EQUAL(connect_to(client, "127.0.0.1", 80), 0);
	close_virtual(client);
	client = open_on(DEAD, SOCK_STREAM);
	CHECK_EQUAL(connect_to(client, "10.1.0.2", 80), 0);
	close_virtual(client);
	close_virtual(fd);
}

static void host_may_answer_again(void)
{
	int fd = open_on(LIVING, SOCK_STREAM);
	host_set_silent(&network, DEAD, false);
	CHECK_EQUAL(connect_to(fd, "10.1.0.2", 80), -ECONNREFUSED);
	close_virtual(fd);
}

int main(void)
{
	start_network();
	struct address living = address_of("10.1.0.1"), other = address_of("10.1.0.2");
	CHECK_EQUAL(host_add(&network, "living", &living, 1, NULL), LIVING);
	CHECK_EQUAL(host_add(&network, "dead", &other, 1, NULL), DEAD);
	host_set_silent(&network, DEAD, true);
	connection_is_never_answered();
	connection_from_there_is_never_answered_either();
	socket_can_be_used_for_another_destination();
	blocking_connect_ends_with_its_time_limit();
	blocking_connect_ends_with_a_signal();
	datagrams_are_lost();
	own_addresses_answer();
	host_may_answer_again();
	CHECK_EQUAL(table_count(), 0);
	end_network();
	return checks_result();
}
