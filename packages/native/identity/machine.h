/* The real rights over the machine itself: its clock, its modules, its power, its network. */
#ifndef SOCKETWRAP_MACHINE_H
#define SOCKETWRAP_MACHINE_H

/* Takes them from this process and all that it starts, once the answers of privileges.h are known. Ordinary users have
 * none; when root runs the tests they would be real in the hands of every fake user. */
void machine_renounce(void);

#endif
