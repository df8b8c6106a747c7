/* The TLS keys of Node, which does not look at SSLKEYLOGFILE. */
#ifndef SOCKETWRAP_NODE_TLS_H
#define SOCKETWRAP_NODE_TLS_H

#include "core/context.h"

/* In a Node on a network that keeps keys: connections whose settings are made from now on (an SSL_CTX
 * of OpenSSL's) tell their keys to the network that their thread is on by then. In other programs, and
 * a second time, it does nothing. */
void node_tls_watch(struct context context);

#endif
