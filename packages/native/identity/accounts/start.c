/* Finds the accounts before the program can clear its environment. */
#include "files.h"

__attribute__((constructor)) static void start(void)
{
	(void)accounts_file(ACCOUNTS_PASSWD);
}
