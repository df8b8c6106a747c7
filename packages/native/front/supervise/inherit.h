/* Virtual sockets that the supervised program gets from who starts it. */
#ifndef SOCKETWRAP_INHERIT_H
#define SOCKETWRAP_INHERIT_H

/* Takes those that this process was started with, and puts stand-ins in their place. Before the program is
 * started, with the loop. */
void inherit_sockets(void);
/* Descriptors that are the program's alone: a pipe that it closes must not stay open here. */
void inherit_close(void);

#endif
