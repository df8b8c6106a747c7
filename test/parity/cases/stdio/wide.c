/* wide streams write and read connections */
#include "parity.h"
#include <locale.h>
#include <wchar.h>

int main(void)
{
	wchar_t line[64];
	int client, server;
	setlocale(LC_ALL, "C.UTF-8");
	tcp_pair("::1", &client, &server);
	FILE *out = fdopen(client, "w"), *in = fdopen(server, "r");
	TRY(fwprintf(out, L"caf%lc %d\n", (wint_t)0xe9, 7));
	TRY(fclose(out));
	say("a line %d", fgetws(line, 64, in) != NULL);
	say("%ls", line);
	say("the end %d", fgetws(line, 64, in) == NULL && feof(in) != 0);
	return 0;
}
