/* gethostname and uname agree, and a short buffer is an error */
#include "parity.h"
#include <sys/utsname.h>

int main(void)
{
	char name[256], small[4];
	struct utsname system;
	memset(name, 'x', sizeof(name));
	memset(small, 'x', sizeof(small));
	TRY(gethostname(name, sizeof(name)));
	TRY(uname(&system));
	say("they %s", strcmp(name, system.nodename) == 0 ? "agree" : "differ");
	say("the system is %s", system.sysname);
	TRY(gethostname(small, 1));
	say("%s", small[0] == name[0] && small[1] == 'x' ? "one letter" : "something else");
	TRY(gethostname(name, strlen(system.nodename) + 1));
	TRY(gethostname(name, 0));
	return 0;
}
