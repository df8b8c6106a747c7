/* What a line of a service's rules tells the module: its arguments. */
#ifndef SOCKETWRAP_PAM_RULE_H
#define SOCKETWRAP_PAM_RULE_H

#include <stdbool.h>

struct rule {
	const char *accounts; /* accounts=DIRECTORY: where the host's passwd and shadow are */
	const char *users; /* users=NAME,NAME: whom it is about; NULL: everybody */
	const char *ask; /* ask=PROMPT: instead of the password */
	const char *answer; /* answer=TEXT: what is right then */
	const char *expire; /* expire=account, expire=password */
	long delay_ms; /* delay=MILLISECONDS */
	int result; /* fail=NUMBER: what it says of everybody; 0: what is true */
	bool echoes; /* echo: the answer may be seen */
};

struct rule rule_parse(int count, const char **arguments);
bool rule_is_about(const struct rule *rule, const char *user);
/* Waits as long as the rule says. */
void rule_wait(const struct rule *rule);

#endif
