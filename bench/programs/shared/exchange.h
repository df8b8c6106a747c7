/* What two connected sockets do with each other. */
#ifndef BENCH_EXCHANGE_H
#define BENCH_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Receivers read this much at once, whatever the sender writes. */
enum { READ_SIZE = 64 * 1024 };

/* The byte of a verified stream at this position. */
uint8_t pattern_at(uint64_t position);

/* Writes for a while, and then the end of the stream; gives the number of bytes. */
uint64_t send_for(int fd, double seconds, size_t write_size);
/* Writes this much of the pattern, and then the end of the stream. */
void send_pattern(int fd, uint64_t size, size_t write_size);
/* Reads to the end of the stream; gives the number of bytes. Checks the pattern when it is wanted. */
uint64_t drain(int fd, bool is_pattern);

/* One byte to the other side and back, for a while; gives how often. */
uint64_t ping_for(int fd, double seconds);
/* The other side of that. */
void echo(int fd);

#endif
