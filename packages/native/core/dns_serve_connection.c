/* DNS over TCP (RFC 7766): each message has its length before it. */
#include <netinet/in.h>
#include <string.h>
#include <sys/mman.h>

#include "../real/real.h"
#include "aside.h"
#include "dns_answer.h"
#include "dns_elsewhere.h"
#include "dns_message.h"
#include "dns_serve.h"
#include "journal.h"
#include "journal_record.h"
#include "name.h"
#include "pause.h"

struct conversation {
	struct context asker;
	struct dns_elsewhere elsewhere;
	struct socket *server;
	int fd;
	uint8_t query[DNS_MESSAGE_MAX];
	uint8_t answer[2 + DNS_MESSAGE_MAX];
};

static bool read_all(struct conversation *conversation, void *bytes, size_t size)
{
	struct iovec buffer = { bytes, size };
	while (buffer.iov_len > 0) {
		struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
		ssize_t got = socket_receive(conversation->server, conversation->fd, &message, 0);
		if (got == 0 || (got < 0 && got != -EINTR))
			return false;
		if (got < 0)
			continue;
		buffer.iov_base = (uint8_t *)buffer.iov_base + got;
		buffer.iov_len -= (size_t)got;
	}
	return true;
}

static bool write_all(struct conversation *conversation, size_t size)
{
	struct iovec buffer = { conversation->answer, size };
	while (buffer.iov_len > 0) {
		struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
		ssize_t sent =
			socket_send(conversation->server, conversation->fd, &message, MSG_NOSIGNAL);
		if (sent < 0)
			return false;
		buffer.iov_base = (uint8_t *)buffer.iov_base + sent;
		buffer.iov_len -= (size_t)sent;
	}
	return true;
}

/* One query. False at the end of the connection. */
static bool serve_one(struct conversation *conversation)
{
	uint8_t length[2];
	if (!read_all(conversation, length, sizeof(length)) ||
	    !read_all(conversation, conversation->query, dns_u16(length)))
		return false;
	struct dns_reply reply =
		dns_answer(conversation->asker, IPPROTO_TCP, conversation->query, dns_u16(length),
	                   conversation->answer + 2, DNS_MESSAGE_MAX);
	if (reply.size == 0)
		return false;
	if (reply.is_silent)
		return true;
	pause_ms(reply.delay_ms);
	if (dns_elsewhere_is_asked(&conversation->elsewhere, &reply))
		reply.size = dns_elsewhere_ask(&conversation->elsewhere, conversation->query,
		                               dns_u16(length), conversation->answer + 2,
		                               DNS_MESSAGE_MAX);
	if (reply.size == 0)
		return true;
	conversation->answer[0] = (uint8_t)(reply.size >> 8);
	conversation->answer[1] = (uint8_t)reply.size;
	return write_all(conversation, 2 + reply.size);
}

/* The other end of the client's socket, on the host that has the address that was dialled. */
static struct socket *make_server(const struct socket *client, int fd)
{
	int host = host_of_address(client->context, &client->remote.address);
	struct context context = { client->context.network,
		                   host < 0 ? (uint16_t)HOST_UNKNOWN : (uint16_t)host };
	struct socket *server = table_claim(fd, context, client->family, IPPROTO_TCP);
	if (server == NULL)
		return NULL;
	server->local = client->remote;
	server->remote = client->local;
	server->peer_host = client->context.host;
	server->is_server_side = true;
	atomic_store(&server->state, SOCKET_CONNECTED);
	journal_open(server, 0);
	return server;
}

struct service {
	const struct socket *client;
	struct dns_elsewhere elsewhere;
};

static void serve(void *argument, int fd)
{
	const struct service *service = argument;
	const struct socket *client = service->client;
	struct conversation *conversation =
		mmap(NULL, sizeof(*conversation), PROT_READ | PROT_WRITE,
	             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (conversation == MAP_FAILED)
		return;
	conversation->asker = client->context;
	conversation->elsewhere = service->elsewhere;
	conversation->fd = fd;
	conversation->server = make_server(client, fd);
	if (conversation->server == NULL)
		return;
	while (serve_one(conversation))
		continue;
	table_forget(fd);
	real(close)(fd);
}

/* Another process may connect to the name before the client does. */
static int accept_client(int listener, const struct name *client)
{
	for (;;) {
		struct sockaddr_un peer;
		socklen_t length = sizeof(peer);
		int fd = kernel_result(
			real(accept4)(listener, (struct sockaddr *)&peer, &length, SOCK_CLOEXEC));
		if (fd < 0)
			return fd;
		if (length == client->length && memcmp(&peer, &client->address, length) == 0)
			return fd;
		real(close)(fd);
	}
}

/* Connects the client to a name that the kernel chooses; the descriptor of the other end. */
static int connect_client(const struct socket *client, int fd, int listener)
{
	struct sockaddr_un own = { .sun_family = AF_UNIX };
	socklen_t length = sizeof(own.sun_family);
	struct name name;
	int result = kernel_result(real(bind)(listener, (struct sockaddr *)&own, length));
	length = sizeof(own);
	if (result == 0)
		result = kernel_result(real(listen)(listener, 8));
	if (result == 0)
		result = kernel_result(
			real(getsockname)(listener, (struct sockaddr *)&own, &length));
	if (result == 0)
		result = kernel_result(real(connect)(fd, (struct sockaddr *)&own, length));
	if (result < 0)
		return result;
	name_make_connection(&name, client->context.network, client->context.host, &client->local,
	                     &client->remote);
	return accept_client(listener, &name);
}

int dns_serve_connection(struct socket *client, int fd)
{
	int listener = real(socket)(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (listener < 0)
		return -ECONNREFUSED;
	int server = connect_client(client, fd, listener);
	real(close)(listener);
	struct service service = { client, dns_elsewhere_of(client->context, IPPROTO_TCP,
		                                            &client->remote) };
	int result = server < 0 ? server
	                        : aside_start(client->context, "socketwrap-dns", serve, &service,
	                                      server);
	if (server >= 0)
		real(close)(server);
	if (result < 0)
		client->needs_fresh_real = true;
	return result < 0 ? -ECONNREFUSED : 0;
}
