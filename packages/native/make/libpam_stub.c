/* Stands in for libpam.so.0 when the module is linked, so that a build needs no package of it: the names alone. */
#pragma GCC visibility push(default)
void pam_get_authtok(void);
void pam_get_user(void);
void pam_prompt(void);
#pragma GCC visibility pop

void pam_get_authtok(void)
{
}

void pam_get_user(void)
{
}

void pam_prompt(void)
{
}
