/* IP addresses and endpoints as plain values. Knows no socket and no network. */
#ifndef SOCKETWRAP_ADDRESS_H
#define SOCKETWRAP_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* Network byte order; IPv4 stands as ::ffff:a.b.c.d, so its wildcard differs from IPv6's. */
struct address {
	uint8_t bytes[16];
};

struct endpoint {
	struct address address;
	uint16_t port; /* host byte order */
};

enum { ADDRESS_TEXT_SIZE = 48, ENDPOINT_TEXT_SIZE = 56 };

struct address address_v4(uint8_t a, uint8_t b, uint8_t c, uint8_t d);
struct address address_any(int family);
struct address address_loopback(int family);
bool address_equal(const struct address *left, const struct address *right);
bool address_is_v4(const struct address *address);
bool address_is_any(const struct address *address);
bool address_is_loopback(const struct address *address);
bool address_is_multicast(const struct address *address);
bool address_is_broadcast(const struct address *address); /* 255.255.255.255 only */
uint32_t address_hash(const struct address *address);

/* Text form without a port ("10.0.0.1", "fd00::1"); false when it is no address. */
bool address_parse(const char *text, struct address *address);
void address_format(const struct address *address, char text[ADDRESS_TEXT_SIZE]);
/* "10.0.0.1:80" or "[fd00::1]:80". */
void endpoint_format(const struct endpoint *endpoint, char text[ENDPOINT_TEXT_SIZE]);

/* Reads what a program passed for a socket of `family`: 0, -EINVAL (too short) or -EAFNOSUPPORT. */
int endpoint_read(struct endpoint *endpoint, int family, const struct sockaddr *from,
                  socklen_t length);
/* Writes as the kernel does: truncated to `*length`, which then holds the full length. */
void endpoint_write(const struct endpoint *endpoint, int family, struct sockaddr *to,
                    socklen_t *length);

#endif
