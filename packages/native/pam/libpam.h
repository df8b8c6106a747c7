/* What the module uses of libpam, which is a part of its stable interface, see pam(3). Declared here, so that a build
 * needs no headers of it. */
#ifndef SOCKETWRAP_PAM_LIBPAM_H
#define SOCKETWRAP_PAM_LIBPAM_H

enum pam_result {
	PAM_SUCCESS = 0,
	PAM_PERM_DENIED = 6,
	PAM_AUTH_ERR = 7,
	PAM_AUTHINFO_UNAVAIL = 9,
	PAM_USER_UNKNOWN = 10,
	PAM_NEW_AUTHTOK_REQD = 12,
	PAM_ACCT_EXPIRED = 13,
	PAM_AUTHTOK_ERR = 20,
	PAM_IGNORE = 25,
};

enum pam_item { PAM_AUTHTOK = 6, PAM_OLDAUTHTOK = 7 };
enum pam_style { PAM_PROMPT_ECHO_OFF = 1, PAM_PROMPT_ECHO_ON = 2 };
enum pam_flag { PAM_PRELIM_CHECK = 0x4000 };

typedef struct pam_handle pam_handle_t;

int pam_get_user(pam_handle_t *handle, const char **user, const char *prompt);
/* Asks for it when no module before has. */
int pam_get_authtok(pam_handle_t *handle, int item, const char **password, const char *prompt);
/* The answer is the caller's to free. */
int pam_prompt(pam_handle_t *handle, int style, char **answer, const char *format, ...);

#endif
