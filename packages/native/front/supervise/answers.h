/* The answers to calls, by what they are about. Each ends the call, or lets it wait. */
#ifndef SOCKETWRAP_ANSWERS_H
#define SOCKETWRAP_ANSWERS_H

#include "stand_in.h"

void answer(const struct call *call);
void answer_identity(const struct call *call);

/* --- streams and what all sockets have in common ------------------------------------------- */

void answer_socket(const struct call *call);
void answer_bind(const struct call *call, struct stand_in *stand_in);
void answer_listen(const struct call *call, struct stand_in *stand_in);
/* Hears when somebody waits to be accepted. */
void accept_start(struct stand_in *stand_in);
void answer_accept(const struct call *call, struct stand_in *stand_in);
void answer_connect(const struct call *call, struct stand_in *stand_in);
void answer_shutdown(const struct call *call, struct stand_in *stand_in);
void answer_name(const struct call *call, struct stand_in *stand_in);
void answer_set_option(const struct call *call, struct stand_in *stand_in);
void answer_get_option(const struct call *call, struct stand_in *stand_in);

/* `stand_in` NULL: of a socket that is not of the network. */
void answer_control(const struct call *call, const struct stand_in *stand_in);

/* --- datagrams ------------------------------------------------------------------------------ */

/* Makes the program's end of a new datagram socket; the two ends, or -errno. */
int packets_open(int family, int flags, int ends[2]);
void packets_start(struct stand_in *stand_in);
void answer_send(const struct call *call, struct stand_in *stand_in);
void answer_receive(const struct call *call, struct stand_in *stand_in);

/* --- helpers -------------------------------------------------------------------------------- */

/* The socket's address of the arguments `address` and `length`; the length, or -errno. */
int read_address(const struct call *call, uint64_t address, uint64_t length,
                 struct sockaddr_storage *storage);
/* Into the program's buffer, whose size stands at `length`; 0 or -errno. */
int write_address(const struct call *call, uint64_t address, uint64_t length,
                  const struct sockaddr_storage *storage, socklen_t size);
/* The real socket left the network: the program gets it. 0 or -errno. */
int hand_over_real_ip(const struct call *call, struct stand_in *stand_in, int at);
void stand_in_closed(struct stand_in *stand_in);

#endif
