/* Ports that several sockets share: which slots of a name were ever bound. */
#ifndef SOCKETWRAP_SHARED_PORT_H
#define SOCKETWRAP_SHARED_PORT_H

#include "name.h"

struct shared_port;

/* NULL while nobody has shared the port of this name (its slot is ignored). */
struct shared_port *shared_port_find(const struct network *network, enum name_kind kind,
                                     enum name_form form, uint16_t host,
                                     const struct endpoint *endpoint);
/* Under the network's lock. NULL when the table is full. */
struct shared_port *shared_port_add(struct network *network, enum name_kind kind,
                                    enum name_form form, uint16_t host,
                                    const struct endpoint *endpoint);

#endif
