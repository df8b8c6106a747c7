/* What every program does: it measures a time, fails with a line, and prints one line of JSON. */
#ifndef BENCH_PROGRAM_H
#define BENCH_PROGRAM_H

#include <stdint.h>

/* Seconds since some point in time. */
double now(void);

/* Ends the program with status 1 and a line that says what failed, with errno's text. */
_Noreturn void fail(const char *what);
/* The same for what is wrong without an errno. */
_Noreturn void fail_because(const char *reason);

/* The program's arguments; a missing or odd one ends the program. */
double number_argument(char **arguments, int index);
const char *text_argument(char **arguments, int index);

/* The one line of a program: print_begin, print_number for each result, print_end. */
void print_begin(void);
void print_number(const char *name, double value);
void print_end(void);

#endif
