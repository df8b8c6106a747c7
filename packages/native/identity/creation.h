/* What a program makes belongs to the user that it believes to be then, also when somebody else looks later. */
#ifndef SOCKETWRAP_CREATION_H
#define SOCKETWRAP_CREATION_H

#include <stdbool.h>
#include <stdio.h>

#include "appearance.h"

/* Whether open() with these flags makes a file; without an identity, false. */
bool creation_is_ahead(int directory, const char *path, int flags);
/* The same for a mode of fopen(). */
bool creation_of_stream_is_ahead(const char *path, const char *mode);
/* errno stays. */
void creation_remember(const struct place *place);
/* Gives the descriptor back, whose file is remembered if it is new. */
int creation_end(bool is_new, int fd);
FILE *creation_end_of_stream(bool is_new, FILE *stream);

/* The value of `call`, which opens. */
#define CREATION(directory, path, flags, call) \
	__extension__({ \
		bool creation_is_new = creation_is_ahead(directory, path, flags); \
		creation_end(creation_is_new, call); \
	})
#define CREATION_OF_STREAM(path, mode, call) \
	__extension__({ \
		bool creation_is_new = creation_of_stream_is_ahead(path, mode); \
		creation_end_of_stream(creation_is_new, call); \
	})

#endif
