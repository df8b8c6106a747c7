/* The table of descriptors: many threads, and children that share more or less with their parent. */
#include <netinet/in.h>
#include <pthread.h>
#include <sys/wait.h>

#include "sockets.h"

static const struct context on_test_host = { &network, TEST_HOST };

/* Through a pointer: the compiler must not lay out the caller for a function that returns twice. */
static pid_t (*const volatile fork_sharing_memory)(void) = vfork;

static bool has_room_after_a_vfork_child_used_the_table(void)
{
	pid_t child = fork_sharing_memory();
	if (child == 0) {
		table_share(0, 40);
		table_forget(40);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	bool has_room = table_claim(41, on_test_host, AF_INET, IPPROTO_TCP) != NULL;
	table_forget(41);
	return has_room;
}

/* As in a shell: a forked child is itself the parent of a vfork before it touches a socket. */
static void first_use_may_be_a_vfork_childs(void)
{
	CHECK(has_room_after_a_vfork_child_used_the_table());
	pid_t child = fork();
	if (child == 0)
		_exit(has_room_after_a_vfork_child_used_the_table() ? 0 : 1);
	int status;
	waitpid(child, &status, 0);
	CHECK_EQUAL(status, 0);
}

static void claimed_is_found_and_fresh(void)
{
	struct socket *socket = table_claim(50, on_test_host, AF_INET6, IPPROTO_UDP);
	CHECK(socket != NULL && table_find(50) == socket && table_count() == 1);
	socket->local.port = 80;
	socket->options.is_v6_only = true;
	table_forget(50);
	CHECK(table_find(50) == NULL && table_count() == 0);
	table_forget(50);
	socket = table_claim(50, on_test_host, AF_INET, IPPROTO_TCP);
	CHECK(socket->local.port == 0 && !socket->options.is_v6_only && socket->family == AF_INET);
	CHECK(address_is_any(&socket->local.address) && address_is_v4(&socket->local.address));
	table_forget(50);
}

static void copies_are_one_socket(void)
{
	struct socket *socket = table_claim(50, on_test_host, AF_INET, IPPROTO_TCP);
	struct socket *other = table_claim(51, on_test_host, AF_INET, IPPROTO_TCP);
	CHECK(socket != other);
	table_share(50, 51);
	table_share(50, 50);
	CHECK(table_find(51) == socket && table_count() == 2);
	table_forget(50);
	CHECK(table_find(50) == NULL && table_find(51) == socket);
	struct socket *next = table_claim(50, on_test_host, AF_INET, IPPROTO_TCP);
	CHECK(next != socket && next != NULL);
	table_share(60, 51);
	CHECK(table_find(51) == NULL && table_count() == 1);
	table_forget(50);
}

static void numbers_that_are_no_descriptors(void)
{
	static const int numbers[] = { -1, -1000000, 1 << 20, 0x7fffffff };
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		CHECK(table_find(numbers[i]) == NULL);
		CHECK(table_claim(numbers[i], on_test_host, AF_INET, IPPROTO_TCP) == NULL);
		table_share(0, numbers[i]);
		table_share(numbers[i], 70);
		table_forget(numbers[i]);
	}
	CHECK_EQUAL(table_count(), 0);
}

static void ranges_are_forgotten(void)
{
	for (int fd = 100; fd < 110; fd++)
		table_claim(fd, on_test_host, AF_INET, IPPROTO_TCP);
	CHECK(table_highest() >= 109);
	table_forget_range(103, 105);
	CHECK_EQUAL(table_count(), 7);
	CHECK(table_find(102) != NULL && table_find(103) == NULL && table_find(106) != NULL);
	table_forget_range(101, ~0u);
	CHECK_EQUAL(table_count(), 1);
	table_forget_range(0, ~0u);
	CHECK_EQUAL(table_count(), 0);
}

enum { THREADS = 4, ROUNDS = 20000, OWN_DESCRIPTORS = 8 };

/* Each thread has its own descriptors, as the kernel would have given them; the slots are shared. */
static void *use_own_descriptors(void *number)
{
	int first = 200 + (int)(intptr_t)number * OWN_DESCRIPTORS;
	for (int round = 0; round < ROUNDS; round++) {
		int fd = first + round % (OWN_DESCRIPTORS - 1);
		struct socket *socket = table_claim(fd, on_test_host, AF_INET, IPPROTO_TCP);
		socket->local.port = (uint16_t)first;
		table_share(fd, fd + 1);
		table_forget(fd);
		if (table_find(fd) != NULL || table_find(fd + 1) != socket ||
		    socket->local.port != first)
			CHECK_EQUAL(round, -1);
		table_forget(fd + 1);
	}
	return NULL;
}

static void threads_use_their_own_descriptors(void)
{
	pthread_t threads[THREADS];
	for (intptr_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, use_own_descriptors, (void *)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	CHECK_EQUAL(table_count(), 0);
}

static void *forget_one(void *fd)
{
	table_forget((int)(intptr_t)fd);
	return NULL;
}

/* Whoever is last says that the connection was reset, and only once. */
static void the_last_copy_closes_the_socket(void)
{
	enum { CLOSES = 500 };
	uint32_t before = atomic_load(&network.file->next_reset);
	for (int i = 0; i < CLOSES; i++) {
		pthread_t threads[2];
		struct socket *socket = table_claim(80, on_test_host, AF_INET, IPPROTO_TCP);
		atomic_store(&socket->state, SOCKET_CONNECTED);
		socket->options.is_reset_on_close = true;
		table_share(80, 81);
		for (intptr_t t = 0; t < 2; t++)
			pthread_create(&threads[t], NULL, forget_one, (void *)(80 + t));
		for (int t = 0; t < 2; t++)
			pthread_join(threads[t], NULL);
	}
	CHECK_EQUAL(atomic_load(&network.file->next_reset) - before, CLOSES);
}

static int status_of(pid_t child)
{
	int status;
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void forked_child_owns_its_copy(void)
{
	table_claim(90, on_test_host, AF_INET, IPPROTO_TCP);
	pid_t child = fork();
	if (child == 0) {
		bool inherited = table_find(90) != NULL && table_count() == 1;
		table_forget(90);
		table_claim(91, on_test_host, AF_INET, IPPROTO_TCP);
		_exit(inherited && table_find(90) == NULL && table_find(91) != NULL ? 0 : 1);
	}
	CHECK_EQUAL(status_of(child), 0);
	CHECK(table_find(90) != NULL && table_find(91) == NULL && table_count() == 1);
	table_forget(90);
}

static void vforked_child_changes_nothing(void)
{
#ifdef __SANITIZE_THREAD__
	return; /* the sanitizer turns a vfork into a fork */
#endif
	table_claim(90, on_test_host, AF_INET, IPPROTO_TCP);
	pid_t child = fork_sharing_memory();
	if (child == 0) {
		table_forget(90);
		table_share(90, 92);
		table_forget_range(3, ~0u);
		_exit(table_claim(93, on_test_host, AF_INET, IPPROTO_TCP) == NULL ? 0 : 1);
	}
	CHECK_EQUAL(status_of(child), 0);
	CHECK(table_find(90) != NULL && table_find(92) == NULL && table_find(93) == NULL);
	CHECK_EQUAL(table_count(), 1);
	table_forget(90);
}

int main(void)
{
	start_network();
	first_use_may_be_a_vfork_childs();
	claimed_is_found_and_fresh();
	copies_are_one_socket();
	numbers_that_are_no_descriptors();
	ranges_are_forgotten();
	threads_use_their_own_descriptors();
	the_last_copy_closes_the_socket();
	forked_child_owns_its_copy();
	vforked_child_changes_nothing();
	end_network();
	return checks_result();
}
