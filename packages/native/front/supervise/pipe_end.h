/* The pipe that a program holds instead of a stream that is not connected. */
#ifndef SOCKETWRAP_PIPE_END_H
#define SOCKETWRAP_PIPE_END_H

#include "stand_in.h"

/* Ours and the program's end, or -errno. */
int pipe_end_open(int flags, int ends[2]);
/* Puts a pipe at the caller's descriptor of the stream. 0 or -errno. */
int pipe_end_put_in_place(const struct call *call, struct stand_in *stand_in);
void pipe_end_start(struct stand_in *stand_in);
/* Whether somebody waits to be accepted. */
bool pipe_end_has_client(const struct stand_in *stand_in);
/* Tells the program whether somebody waits to be accepted. */
void pipe_end_update(struct stand_in *stand_in);

#endif
