#include "rule.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The value of an argument NAME=VALUE; NULL when it is another argument. */
static const char *value_of(const char *argument, const char *name)
{
	size_t length = strlen(name);
	if (strncmp(argument, name, length) != 0 || argument[length] != '=')
		return NULL;
	return argument + length + 1;
}

static void take_text(const char **to, const char *argument, const char *name)
{
	const char *value = value_of(argument, name);
	if (value != NULL)
		*to = value;
}

static void take(struct rule *rule, const char *argument)
{
	take_text(&rule->accounts, argument, "accounts");
	take_text(&rule->users, argument, "users");
	take_text(&rule->ask, argument, "ask");
	take_text(&rule->answer, argument, "answer");
	take_text(&rule->expire, argument, "expire");
	const char *delay = value_of(argument, "delay"), *result = value_of(argument, "fail");
	if (delay != NULL)
		rule->delay_ms = strtol(delay, NULL, 10);
	if (result != NULL)
		rule->result = (int)strtol(result, NULL, 10);
	if (strcmp(argument, "echo") == 0)
		rule->echoes = true;
}

struct rule rule_parse(int count, const char **arguments)
{
	struct rule rule = { .accounts = "", .answer = "", .expire = "" };
	for (int i = 0; i < count; i++)
		take(&rule, arguments[i]);
	return rule;
}

bool rule_is_about(const struct rule *rule, const char *user)
{
	size_t length = strlen(user);
	for (const char *name = rule->users; name != NULL; name = strchr(name, ',')) {
		name += *name == ',' ? 1 : 0;
		if (strcspn(name, ",") == length && strncmp(name, user, length) == 0)
			return true;
	}
	return rule->users == NULL;
}

void rule_wait(const struct rule *rule)
{
	struct timespec left = { rule->delay_ms / 1000, rule->delay_ms % 1000 * 1000000 };
	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		;
}
