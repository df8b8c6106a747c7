/* The other side of a measurement: a process of its own, as servers and clients are. */
#ifndef BENCH_RECEIVER_H
#define BENCH_RECEIVER_H

#include <stdint.h>
#include <sys/types.h>

#include "place.h"

struct receiver {
	struct place place; /* where it can be reached */
	pid_t pid;
	int reports;
};

/* What the receiver runs, with its bound socket; it reports numbers when the sender waits for some. */
typedef void serve_function(int fd);

/* Starts the receiver and waits until it can be reached. */
struct receiver receiver_start(const char *carrier, int type, serve_function *serve);
/* In the receiver. */
void receiver_report(double number);
/* In the sender: the next number that the receiver reports. */
double receiver_await(const struct receiver *receiver);
/* Waits for the receiver's end, and fails when it has failed. */
void receiver_end(const struct receiver *receiver);

#endif
