#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "address.h"

/* The length of struct sockaddr_in6 before it had a scope, which Linux still takes. */
enum { SIN6_LENGTH_RFC2133 = 24 };

void endpoint_format(const struct endpoint *endpoint, char text[ENDPOINT_TEXT_SIZE])
{
	char address[ADDRESS_TEXT_SIZE];
	address_format(&endpoint->address, address);
	const char *format = address_is_v4(&endpoint->address) ? "%s:%u" : "[%s]:%u";
	snprintf(text, ENDPOINT_TEXT_SIZE, format, address, (unsigned)endpoint->port);
}

static int read_v4(struct endpoint *endpoint, const struct sockaddr *from, socklen_t length)
{
	struct sockaddr_in in;
	if (length < sizeof(in))
		return -EINVAL;
	memcpy(&in, from, sizeof(in));
	/* Linux takes AF_UNSPEC with the wildcard for AF_INET, for old programs (inet_bind). */
	bool is_old_wildcard = in.sin_family == AF_UNSPEC && in.sin_addr.s_addr == INADDR_ANY;
	if (in.sin_family != AF_INET && !is_old_wildcard)
		return -EAFNOSUPPORT;
	endpoint->address = address_any(AF_INET);
	memcpy(endpoint->address.bytes + 12, &in.sin_addr, 4);
	endpoint->port = ntohs(in.sin_port);
	return 0;
}

static int read_v6(struct endpoint *endpoint, const struct sockaddr *from, socklen_t length)
{
	struct sockaddr_in6 in6;
	if (length < SIN6_LENGTH_RFC2133)
		return -EINVAL;
	memcpy(&in6, from, SIN6_LENGTH_RFC2133);
	if (in6.sin6_family != AF_INET6)
		return -EAFNOSUPPORT;
	memcpy(endpoint->address.bytes, &in6.sin6_addr, 16);
	endpoint->port = ntohs(in6.sin6_port);
	return 0;
}

int endpoint_read(struct endpoint *endpoint, int family, const struct sockaddr *from,
                  socklen_t length)
{
	if (length > sizeof(struct sockaddr_storage))
		return -EINVAL;
	if (from == NULL)
		return length == 0 ? -EINVAL : -EFAULT;
	return family == AF_INET ? read_v4(endpoint, from, length)
	                         : read_v6(endpoint, from, length);
}

static socklen_t fill(const struct endpoint *endpoint, int family, struct sockaddr_storage *storage)
{
	if (family == AF_INET) {
		struct sockaddr_in *in = (struct sockaddr_in *)storage;
		in->sin_family = AF_INET;
		in->sin_port = htons(endpoint->port);
		memcpy(&in->sin_addr, endpoint->address.bytes + 12, 4);
		return sizeof(*in);
	}
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)storage;
	in6->sin6_family = AF_INET6;
	in6->sin6_port = htons(endpoint->port);
	memcpy(&in6->sin6_addr, endpoint->address.bytes, 16);
	return sizeof(*in6);
}

void endpoint_write(const struct endpoint *endpoint, int family, struct sockaddr *to,
                    socklen_t *length)
{
	if (to == NULL || length == NULL || *length > INT_MAX)
		return;
	struct sockaddr_storage storage = { 0 };
	socklen_t full = fill(endpoint, family, &storage);
	memcpy(to, &storage, *length < full ? *length : full);
	*length = full;
}
