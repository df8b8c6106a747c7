/* How much memory there is in use, as /proc says. */
#ifndef BENCH_MEMORY_H
#define BENCH_MEMORY_H

struct memory {
	double resident; /* bytes, with what it shares with others */
	double own; /* bytes that nobody else uses */
};

struct memory memory_of_this_process(void);
/* What the kernel keeps for everybody on this machine, in bytes. */
double memory_of_the_kernel(void);

#endif
