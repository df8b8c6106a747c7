/* Domain names: as labels in a message (RFC 1035, 3.1 and 4.1.4), and as text with dots. */
#ifndef SOCKETWRAP_DNS_NAME_H
#define SOCKETWRAP_DNS_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NAME_TEXT_SIZE = 256, DNS_LABEL_MAX = 63, DNS_NAME_WIRE_MAX = 255 };

/* Reads the name at `*offset`, which then is behind it. The text has no dot at its end; the root is "".
 * A dot or a zero byte within a label stands as DEL, so that no name of a table is like it. */
bool dns_name_read(const uint8_t *message, size_t size, size_t *offset, char text[NAME_TEXT_SIZE]);
/* The same where pointers are not allowed: in a question, and in a record outside of a message. */
bool dns_name_read_plain(const uint8_t *bytes, size_t size, size_t *offset,
                         char text[NAME_TEXT_SIZE]);
/* The size of the name's labels, or 0 when it is no name or there is no room. */
size_t dns_name_write(const char *text, uint8_t *bytes, size_t room);

/* Lower case, without the dot at the end. False when it cannot be a name; the root is none. */
bool dns_name_normalise(const char *name, char normal[NAME_TEXT_SIZE]);
/* The name without its first label, or NULL for the root. */
const char *dns_name_parent(const char *name);

#endif
