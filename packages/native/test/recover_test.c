/* What a socket is comes from its names: for descriptors that were passed, inherited by another
 * program, or forgotten. Run with arguments, the program is that other program. */
#include <sys/un.h>
#include <sys/wait.h>

#include "sockets.h"

enum { KINDS = 7 };
enum kind { UNBOUND, UDP_UNBOUND, LISTENER, CLIENT, ACCEPTED, UDP_BOUND, UDP_CONNECTED };

struct seen {
	int family, type, state, is_server_side;
	char local[ENDPOINT_TEXT_SIZE], remote[ENDPOINT_TEXT_SIZE];
};

static struct seen look_at(const struct socket *socket)
{
	struct seen seen = { .family = socket->family,
		             .type = socket->type,
		             .state = atomic_load(&socket->state),
		             .is_server_side = socket->is_server_side };
	endpoint_format(&socket->local, seen.local);
	endpoint_format(&socket->remote, seen.remote);
	return seen;
}

static void check_same(const struct socket *socket, const struct seen *before, int kind)
{
	CHECK(socket != NULL);
	if (socket == NULL)
		return;
	struct seen now = look_at(socket);
	CHECK_EQUAL(now.family, before->family);
	CHECK_EQUAL(now.type, before->type);
	CHECK_EQUAL(now.state, before->state);
	CHECK_EQUAL(now.is_server_side, before->is_server_side);
	CHECK_TEXT(now.local, before->local);
	CHECK_TEXT(now.remote, before->remote);
	if (atomic_load(&checks_failed) > 0)
		fprintf(stderr, "(kind %d)\n", kind);
}

static int accept_waiting_client(int listener, uint16_t port, int *client)
{
	*client = open_on(TEST_HOST, SOCK_STREAM);
	CHECK_EQUAL(connect_to(*client, "10.0.0.1", port), 0);
	return accept_from(listener);
}

static void make_all(int fds[KINDS], uint16_t port)
{
	fds[UNBOUND] = open_on(TEST_HOST, SOCK_STREAM);
	fds[UDP_UNBOUND] = open_on(TEST_HOST, SOCK_DGRAM);
	fds[LISTENER] = listener_at("0.0.0.0", port);
	fds[ACCEPTED] = accept_waiting_client(fds[LISTENER], port, &fds[CLIENT]);
	fds[UDP_BOUND] = receiver_at(TEST_HOST, "127.0.0.1", port);
	fds[UDP_CONNECTED] = receiver_at(TEST_HOST, "10.0.0.1", (uint16_t)(port + 1));
	CHECK_EQUAL(connect_to(fds[UDP_CONNECTED], "10.0.0.1", port), 0);
}

static void close_all(const int fds[KINDS])
{
	for (int kind = 0; kind < KINDS; kind++)
		close_virtual(fds[kind]);
}

/* Each of them still does what it is for. */
static void use_all(const int fds[KINDS], uint16_t port)
{
	char text[16];
	int other_client;
	int other = accept_waiting_client(fds[LISTENER], port, &other_client);
	CHECK(other >= 0);
	CHECK_EQUAL(send_bytes(fds[CLIENT], "question", 8, NULL), 8);
	CHECK_EQUAL(receive_text(fds[ACCEPTED], text, sizeof(text), 0), 8);
	CHECK_EQUAL(send_bytes(fds[ACCEPTED], "answer", 6, NULL), 6);
	CHECK_EQUAL(receive_text(fds[CLIENT], text, sizeof(text), 0), 6);
	CHECK_EQUAL(send_to(fds[UDP_UNBOUND], "loop", "127.0.0.1", port), 4);
	CHECK_EQUAL(receive_text(fds[UDP_BOUND], text, sizeof(text), 0), 4);
	CHECK_EQUAL(send_to(fds[UDP_UNBOUND], "stranger", "10.0.0.1", (uint16_t)(port + 1)), 8);
	CHECK_EQUAL(receive_now(fds[UDP_CONNECTED], text, sizeof(text)), -EAGAIN);
	CHECK_EQUAL(connect_to(fds[UNBOUND], "10.0.0.1", port), 0);
	CHECK_EQUAL(connect_to(fds[UNBOUND], "10.0.0.1", port), -EISCONN);
	close_virtual(other_client);
	close_virtual(other);
}

/* --- passed over a unix socket ------------------------------------------------------------- */

union passed {
	char bytes[CMSG_SPACE(sizeof(int) * KINDS)];
	struct cmsghdr align;
};

static void pass(int channel, const int fds[KINDS], const struct seen seen[KINDS])
{
	union passed control = { .align = { .cmsg_len = CMSG_LEN(sizeof(int) * KINDS),
		                            .cmsg_level = SOL_SOCKET,
		                            .cmsg_type = SCM_RIGHTS } };
	struct iovec buffer = { (void *)(uintptr_t)seen, sizeof(*seen) * KINDS };
	struct msghdr message = { .msg_iov = &buffer,
		                  .msg_iovlen = 1,
		                  .msg_control = control.bytes,
		                  .msg_controllen = sizeof(control.bytes) };
	memcpy(CMSG_DATA(&control.align), fds, sizeof(int) * KINDS);
	for (int kind = 0; kind < KINDS; kind++)
		socket_mark_for_transfer(fds[kind]);
	CHECK_EQUAL(real(sendmsg)(channel, &message, 0), buffer.iov_len);
}

static void take(int channel, int fds[KINDS], struct seen seen[KINDS])
{
	union passed control;
	struct iovec buffer = { seen, sizeof(*seen) * KINDS };
	struct msghdr message = { .msg_iov = &buffer,
		                  .msg_iovlen = 1,
		                  .msg_control = control.bytes,
		                  .msg_controllen = sizeof(control.bytes) };
	CHECK_EQUAL(real(recvmsg)(channel, &message, 0), buffer.iov_len);
	CHECK_EQUAL(control.align.cmsg_len, CMSG_LEN(sizeof(int) * KINDS));
	memcpy(fds, CMSG_DATA(&control.align), sizeof(int) * KINDS);
}

static void recover_all(const int fds[KINDS], const struct seen seen[KINDS])
{
	for (int kind = 0; kind < KINDS; kind++) {
		struct context context = { &network, TEST_HOST };
		CHECK(table_find(fds[kind]) == NULL);
		check_same(socket_recover(fds[kind], context), &seen[kind], kind);
	}
}

static void describe_all(const int fds[KINDS], struct seen seen[KINDS])
{
	for (int kind = 0; kind < KINDS; kind++)
		seen[kind] = look_at(table_find(fds[kind]));
}

static int status_of(pid_t child)
{
	int status;
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void descriptors_are_passed(void)
{
	int channel[2], fds[KINDS];
	struct seen seen[KINDS];
	CHECK_EQUAL(socketpair(AF_UNIX, SOCK_DGRAM, 0, channel), 0);
	pid_t child = fork();
	if (child == 0) {
		take(channel[1], fds, seen);
		recover_all(fds, seen);
		use_all(fds, 4000);
		_exit(checks_result());
	}
	make_all(fds, 4000);
	describe_all(fds, seen);
	pass(channel[0], fds, seen);
	close_all(fds);
	CHECK_EQUAL(status_of(child), 0);
	real(close)(channel[0]);
	real(close)(channel[1]);
}

/* --- inherited by a program ------------------------------------------------------------------ */

static int run_as_other_program(const char *where, const char *file)
{
	int fds[KINDS];
	struct seen seen[KINDS];
	FILE *list = fopen(file, "r");
	CHECK_EQUAL(network_open(&network, where), 0);
	table_start();
	CHECK(list != NULL && fread(fds, sizeof(fds), 1, list) == 1 &&
	      fread(seen, sizeof(seen), 1, list) == 1);
	fclose(list);
	recover_all(fds, seen);
	use_all(fds, 4100);
	return checks_result();
}

static void write_list(const char *file, const int fds[KINDS], const struct seen seen[KINDS])
{
	FILE *list = fopen(file, "w");
	CHECK(list != NULL && fwrite(fds, sizeof(*fds) * KINDS, 1, list) == 1 &&
	      fwrite(seen, sizeof(*seen) * KINDS, 1, list) == 1);
	fclose(list);
}

static void program_inherits_descriptors(void)
{
	int fds[KINDS];
	struct seen seen[KINDS];
	char file[80];
	snprintf(file, sizeof(file), "%s/list", directory);
	make_all(fds, 4100);
	describe_all(fds, seen);
	write_list(file, fds, seen);
	for (int kind = 0; kind < KINDS; kind++)
		socket_mark_for_transfer(fds[kind]);
	pid_t child = fork();
	if (child == 0) {
		execl("/proc/self/exe", "recover_test", directory, file, (char *)NULL);
		_exit(99);
	}
	CHECK_EQUAL(status_of(child), 0);
	close_all(fds);
	unlink(file);
}

/* --- what is not ours --------------------------------------------------------------------------- */

static void strange_descriptors_are_left_alone(void)
{
	struct context context = { &network, TEST_HOST };
	struct sockaddr_un path = { .sun_family = AF_UNIX, .sun_path = "\0swelse" };
	int pair[2], inet = real(socket)(AF_INET, SOCK_STREAM, 0);
	CHECK_EQUAL(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	CHECK(socket_recover(inet, context) == NULL);
	CHECK(socket_recover(pair[0], context) == NULL);
	CHECK(socket_recover(0, context) == NULL);
	CHECK(socket_recover(-1, context) == NULL);
	CHECK(socket_recover(pair[0], (struct context){ NULL, 0 }) == NULL);
	int named = real(socket)(AF_UNIX, SOCK_STREAM, 0);
	CHECK_EQUAL(real(bind)(named, (struct sockaddr *)&path, sizeof(path)), 0);
	CHECK(socket_recover(named, context) == NULL);
	CHECK_EQUAL(table_count(), 0);
	real(close)(named);
	real(close)(inet);
	real(close)(pair[0]);
	real(close)(pair[1]);
}

/* A child binds the socket that it shares with its parent: the parent sees where. */
static void parent_learns_what_its_child_did(void)
{
	int fd = open_on(TEST_HOST, SOCK_STREAM);
	pid_t child = fork();
	if (child == 0) {
		CHECK_EQUAL(bind_to(fd, "10.0.0.1", 4200), 0);
		CHECK_EQUAL(listen_on(fd), 0);
		_exit(checks_result());
	}
	CHECK_EQUAL(status_of(child), 0);
	CHECK_EQUAL(port_of(fd), 4200);
	int client, server = accept_waiting_client(fd, 4200, &client);
	CHECK(server >= 0);
	close_virtual(client);
	close_virtual(server);
	close_virtual(fd);
}

int main(int count, char **arguments)
{
	if (count == 3)
		return run_as_other_program(arguments[1], arguments[2]);
	start_network();
	descriptors_are_passed();
	program_inherits_descriptors();
	strange_descriptors_are_left_alone();
	parent_learns_what_its_child_did();
	CHECK_EQUAL(table_count(), 0);
	end_network();
	return checks_result();
}
