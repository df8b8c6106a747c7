#include "name.h"

#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "../real/real.h"
#include "network_file.h"

static const char digits[] = "0123456789abcdef";

static char *write_hex(char *at, const uint8_t *bytes, int count)
{
	for (int i = 0; i < count; i++) {
		*at++ = digits[bytes[i] >> 4];
		*at++ = digits[bytes[i] & 15];
	}
	return at;
}

static char *write_u16(char *at, uint16_t value)
{
	return write_hex(at, (uint8_t[]){ (uint8_t)(value >> 8), (uint8_t)value }, 2);
}

static char *write_address(char *at, const struct address *address)
{
	return address_is_v4(address) ? write_hex(at, address->bytes + 12, 4)
	                              : write_hex(at, address->bytes, 16);
}

static char *write_start(struct name *name, const struct network *network, enum name_kind kind)
{
	name->address.sun_family = AF_UNIX;
	char *at = name->address.sun_path;
	*at++ = '\0';
	*at++ = 's';
	*at++ = 'w';
	memcpy(at, network->file->id, NETWORK_ID_LENGTH);
	at += NETWORK_ID_LENGTH;
	*at++ = '.';
	*at++ = (char)kind;
	return at;
}

static void write_end(struct name *name, const char *end)
{
	name->length = (socklen_t)(end - (const char *)&name->address);
}

void name_make_bound(struct name *name, const struct network *network, enum name_kind kind,
                     enum name_form form, uint16_t host, uint8_t slot,
                     const struct endpoint *endpoint)
{
	char *at = write_start(name, network, kind);
	*at++ = (char)form;
	*at++ = '.';
	at = write_u16(at, host);
	*at++ = '.';
	*at++ = digits[slot & 15];
	*at++ = '.';
	if (address_is_any(&endpoint->address))
		*at++ = '-';
	else
		at = write_address(at, &endpoint->address);
	*at++ = '.';
	write_end(name, write_u16(at, endpoint->port));
}

void name_make_connection(struct name *name, const struct network *network, uint16_t host,
                          const struct endpoint *local, const struct endpoint *remote)
{
	char *at = write_start(name, network, NAME_CONNECTION);
	*at++ = '.';
	at = write_u16(at, host);
	*at++ = '.';
	at = write_u16(write_address(at, &local->address), local->port);
	*at++ = '.';
	write_end(name, write_u16(write_address(at, &remote->address), remote->port));
}

enum name_kind name_kind_of(int protocol)
{
	return protocol == IPPROTO_TCP       ? NAME_TCP
	       : protocol == IPPROTO_UDPLITE ? NAME_UDPLITE
	                                     : NAME_UDP;
}

enum name_form name_form_of(const struct address *address, bool is_v6_only)
{
	if (address_is_v4(address))
		return FORM_V4;
	return address_is_any(address) && !is_v6_only ? FORM_DUAL : FORM_V6;
}

/* Eight bytes at a time; the high half is folded in, where a product's bits are the better ones. */
uint64_t name_hash(const struct name *name)
{
	uint64_t hash = 0xcbf29ce484222325u;
	size_t count = name->length - offsetof(struct sockaddr_un, sun_path);
	for (size_t i = 0; i < count; i += sizeof(uint64_t)) {
		uint64_t word = 0;
		size_t rest = count - i;
		memcpy(&word, name->address.sun_path + i, rest < sizeof word ? rest : sizeof word);
		hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 32;
	}
	return hash == 0 ? 1 : hash;
}

/* A try holds the name for a moment. A child that another thread forks in that moment would hold it
 * until it execs, and the port would look taken; so no fork begins while a try is under way. */
static pthread_mutex_t trying = PTHREAD_MUTEX_INITIALIZER;

static void stop_tries(void)
{
	pthread_mutex_lock(&trying);
}

static void allow_tries(void)
{
	pthread_mutex_unlock(&trying);
}

void name_start(void)
{
	pthread_atfork(stop_tries, allow_tries, allow_tries);
}

/* 0, -EADDRINUSE, or that there is no descriptor left to find out. */
static int try_name(const struct name *name, int type)
{
	stop_tries();
	int scratch = kernel_result(real(socket)(AF_UNIX, type | SOCK_CLOEXEC, 0));
	int result = scratch;
	if (scratch >= 0) {
		result = kernel_result(
			real(bind)(scratch, (const struct sockaddr *)&name->address, name->length));
		real(close)(scratch);
	}
	allow_tries();
	return result;
}

bool name_is_bound(const struct name *name, int type)
{
	return try_name(name, type) == -EADDRINUSE;
}

bool name_is_free(const struct name *name, int type)
{
	return try_name(name, type) == 0;
}
