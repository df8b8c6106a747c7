#include "real_ip.h"

#include "../real/real.h"
#include "epoll_entries.h"
#include "log.h"
#include "name.h"
#include "network.h"
#include "readiness.h"
#include "renew.h"
#include "udp.h"
#include "udp_peer.h"

static int bind_real(int fd, int family, const struct endpoint *endpoint)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	endpoint_write(endpoint, family, (struct sockaddr *)&address, &length);
	return kernel_result(real(bind)(fd, (struct sockaddr *)&address, length));
}

/* Only what the program chose itself. The machine need not have the address, nor the port free: then
 * the kernel chooses. */
static void bind_as_before(const struct socket *socket, int fresh)
{
	struct endpoint endpoint = socket->bound.port != 0 ? socket->bound : socket->local;
	struct endpoint of_any_address = { address_any(socket->family), endpoint.port };
	if (!socket->is_port_chosen_by_program)
		endpoint.port = of_any_address.port = 0;
	bool is_chosen = endpoint.port != 0 || !address_is_any(&endpoint.address);
	if (!socket->is_bound_by_program || !is_chosen)
		return;
	if (bind_real(fresh, socket->family, &endpoint) < 0 && endpoint.port != 0)
		(void)bind_real(fresh, socket->family, &of_any_address);
}

static void forget_peer(struct socket *socket)
{
	struct name own;
	if (!socket->is_peer_listed)
		return;
	udp_own_name(socket, &own);
	udp_peer_forget(socket->context.network, name_hash(&own));
}

/* Other threads may close descriptors of it at the same time, hence the count. */
static void take_out_of_table(struct socket *socket)
{
	uint32_t left = atomic_load(&socket->references);
	for (int fd = 0; left > 0 && fd <= table_highest(); fd++)
		if (table_find(fd) == socket) {
			table_forget(fd);
			left--;
		}
}

static void replace(struct socket *socket, int fd, int fresh)
{
	struct epoll_entries watchers;
	bool are_known = epoll_entries_find(fd, &watchers);
	forget_peer(socket);
	epoll_entries_remove(&watchers);
	real_replace(socket, fd, fresh);
	if (!are_known)
		readiness_watch_again(socket);
	take_out_of_table(socket);
	epoll_entries_add(&watchers);
}

/* Another thread may do the same at the same time: the second one finds it done. */
static int become_real(struct socket *socket, int fd)
{
	struct network *network = socket->context.network;
	int fresh = kernel_result(real(socket)(socket->family, socket->type | SOCK_CLOEXEC, 0));
	if (fresh < 0)
		return fresh;
	option_replay(socket, fd, fresh);
	bind_as_before(socket, fresh);
	struct network_lock lock;
	network_lock(network, &lock);
	if (table_find(fd) == socket)
		replace(socket, fd, fresh);
	else
		real(close)(fresh);
	network_unlock(network, &lock);
	return 0;
}

static void log_step(const struct socket *socket, const char *what, const struct sockaddr *address,
                     socklen_t length)
{
	struct endpoint endpoint;
	if (endpoint_read(&endpoint, address->sa_family, address, length) == 0)
		log_endpoint(socket->context, LOG_STEPS, what, &endpoint, 0);
}

int real_ip_connect(struct socket *socket, int fd, const struct sockaddr *address, socklen_t length)
{
	log_step(socket, "connect outside", address, length);
	int result = become_real(socket, fd);
	return result < 0 ? result : kernel_result(real(connect)(fd, address, length));
}

ssize_t real_ip_send(struct socket *socket, int fd, const struct msghdr *message, int flags)
{
	log_step(socket, "send outside", message->msg_name, message->msg_namelen);
	int result = become_real(socket, fd);
	return result < 0 ? result : kernel_size(real(sendmsg)(fd, message, flags));
}

int real_ip_bind(struct socket *socket, int fd, const struct sockaddr *address, socklen_t length)
{
	log_step(socket, "bind outside", address, length);
	int result = become_real(socket, fd);
	return result < 0 ? result : kernel_result(real(bind)(fd, address, length));
}
