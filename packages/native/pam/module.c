/* pam_socketwrap.so: a module of PAM that knows the users of a virtual host, and says what the test wants it to say.
 * libpam(3) loads it by the rules of a service, and calls it as pam_sm_authenticate(3) and its relatives describe. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "accounts.h"
#include "libpam.h"
#include "rule.h"

#define MODULE_CALL(name) \
	__attribute__((visibility("default"))) int name(pam_handle_t *handle, int flags, \
	                                                int count, const char **arguments)

/* Every call begins so: whom it is about, and what the rule says of everybody. PAM_SUCCESS: go on. */
static int begin(pam_handle_t *handle, const struct rule *rule, const char **user)
{
	int result = pam_get_user(handle, user, NULL);
	if (result != PAM_SUCCESS)
		return result;
	if (!rule_is_about(rule, *user))
		return PAM_IGNORE;
	rule_wait(rule);
	return rule->result;
}

static int ask(pam_handle_t *handle, const struct rule *rule)
{
	char *answer = NULL;
	int style = rule->echoes ? PAM_PROMPT_ECHO_ON : PAM_PROMPT_ECHO_OFF;
	int result = pam_prompt(handle, style, &answer, "%s", rule->ask);
	if (result == PAM_SUCCESS && (answer == NULL || strcmp(answer, rule->answer) != 0))
		result = PAM_AUTH_ERR;
	free(answer);
	return result;
}

MODULE_CALL(pam_sm_authenticate);
MODULE_CALL(pam_sm_authenticate)
{
	(void)flags;
	struct rule rule = rule_parse(count, arguments);
	const char *user, *password = NULL;
	int result = begin(handle, &rule, &user);
	if (result != PAM_SUCCESS)
		return result;
	if (rule.ask != NULL)
		return ask(handle, &rule);
	result = pam_get_authtok(handle, PAM_AUTHTOK, &password, NULL);
	if (result != PAM_SUCCESS)
		return result;
	/* Asked first, so that nobody learns who is there. */
	if (!accounts_have(rule.accounts, user))
		return PAM_USER_UNKNOWN;
	return accounts_verify(rule.accounts, user, password);
}

MODULE_CALL(pam_sm_setcred);
MODULE_CALL(pam_sm_setcred)
{
	(void)handle, (void)flags, (void)count, (void)arguments;
	return PAM_SUCCESS;
}

MODULE_CALL(pam_sm_acct_mgmt);
MODULE_CALL(pam_sm_acct_mgmt)
{
	(void)flags;
	struct rule rule = rule_parse(count, arguments);
	const char *user;
	int result = begin(handle, &rule, &user);
	if (result != PAM_SUCCESS)
		return result;
	if (!accounts_have(rule.accounts, user))
		return PAM_USER_UNKNOWN;
	if (strcmp(rule.expire, "account") == 0)
		return PAM_ACCT_EXPIRED;
	bool is_expired = strcmp(rule.expire, "password") == 0 &&
	                  accounts_have_first_password(rule.accounts, user);
	return is_expired ? PAM_NEW_AUTHTOK_REQD : PAM_SUCCESS;
}

/* Root changes anybody's password. */
static int verify_old(pam_handle_t *handle, const struct rule *rule, const char *user)
{
	const char *password = NULL;
	if (!accounts_have(rule->accounts, user))
		return PAM_USER_UNKNOWN;
	if (getuid() == 0)
		return PAM_SUCCESS;
	int result = pam_get_authtok(handle, PAM_OLDAUTHTOK, &password, NULL);
	return result == PAM_SUCCESS ? accounts_verify(rule->accounts, user, password) : result;
}

/* libpam calls it twice: to hear whether it could be done, and to do it. */
MODULE_CALL(pam_sm_chauthtok);
MODULE_CALL(pam_sm_chauthtok)
{
	struct rule rule = rule_parse(count, arguments);
	const char *user, *password = NULL;
	int result = begin(handle, &rule, &user);
	if (result != PAM_SUCCESS)
		return result;
	if ((flags & PAM_PRELIM_CHECK) != 0)
		return verify_old(handle, &rule, user);
	result = pam_get_authtok(handle, PAM_AUTHTOK, &password, NULL);
	return result == PAM_SUCCESS ? accounts_change(rule.accounts, user, password) : result;
}

MODULE_CALL(pam_sm_open_session);
MODULE_CALL(pam_sm_open_session)
{
	(void)flags;
	struct rule rule = rule_parse(count, arguments);
	const char *user;
	return begin(handle, &rule, &user);
}

MODULE_CALL(pam_sm_close_session);
MODULE_CALL(pam_sm_close_session)
{
	return pam_sm_open_session(handle, flags, count, arguments);
}
