/* getnameinfo(): libc does numbers and services, the network does names. */
#include <netinet/in.h>
#include <string.h>

#include "../../core/own_name.h"
#include "../../core/resolve.h"
#include "../../real/real.h"
#include "../../core/hook.h"

static bool read_address(const struct sockaddr *name, socklen_t length, struct address *address)
{
	struct endpoint endpoint;
	if ((name->sa_family != AF_INET && name->sa_family != AF_INET6) ||
	    endpoint_read(&endpoint, name->sa_family, name, length) < 0)
		return false;
	*address = endpoint.address;
	return true;
}

/* NI_NOFQDN: names of the host's own domain are given without it. */
static void cut_domain(struct context context, char *name)
{
	char domain[OWN_NAME_SIZE];
	own_domain(context, domain);
	size_t length = strlen(name), tail = strlen(domain);
	if (tail > 0 && length > tail && strcmp(name + length - tail, domain) == 0)
		name[length - tail] = '\0';
}

static int put(const char *name, char *host, size_t host_size)
{
	size_t length = strlen(name);
	if (length >= host_size)
		return EAI_OVERFLOW;
	memcpy(host, name, length + 1);
	return 0;
}

/* 0 or EAI_NONAME, or an error that ends the call. */
static int find_name(struct context context, const struct address *address, int flags, char *host,
                     size_t host_size)
{
	struct names_pointer found;
	enum names_result result = resolve_address(context, address, &found);
	if (result == NAMES_SILENT || result == NAMES_FAILED)
		return EAI_AGAIN;
	if (result != NAMES_FOUND)
		return EAI_NONAME;
	if ((flags & NI_NOFQDN) != 0)
		cut_domain(context, found.name);
	return put(found.name, host, host_size);
}

HOOK int getnameinfo(const struct sockaddr *name, socklen_t length, char *host, socklen_t host_size,
                     char *service, socklen_t service_size, int flags)
{
	struct context context;
	struct address address;
	bool wants_name = host != NULL && host_size > 0 && (flags & NI_NUMERICHOST) == 0;
	if (!context_for_pool(&context))
		return EAI_FAIL;
	if (context.network == NULL || !wants_name || !read_address(name, length, &address))
		return real(getnameinfo)(name, length, host, host_size, service, service_size,
		                         flags);
	int result = find_name(context, &address, flags, host, host_size);
	if (result == EAI_NONAME && (flags & NI_NAMEREQD) == 0)
		return real(getnameinfo)(name, length, host, host_size, service, service_size,
		                         flags | NI_NUMERICHOST);
	if (result != 0 || service == NULL || service_size == 0)
		return result;
	return real(getnameinfo)(name, length, NULL, 0, service, service_size,
	                         (flags & ~NI_NAMEREQD) | NI_NUMERICHOST);
}
