/* stdio streams over a connection read and write lines */
#include "parity.h"

int main(void)
{
	char line[64];
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	FILE *out = fdopen(client, "w"), *in = fdopen(server, "r");
	say("%d", fprintf(out, "first line\nsecond %d\n", 2) > 0);
	TRY(fflush(out));
	for (int index = 0; index < 2; index++)
		say("%s", fgets(line, sizeof(line), in) ? line : "nothing");
	TRY(fputs("last", out) >= 0 ? 0 : -1);
	TRY(fclose(out));
	say("%s", fgets(line, sizeof(line), in) ? line : "nothing");
	say("eof %d %d", fgetc(in) == EOF, feof(in) != 0);
	TRY(fclose(in));
	return 0;
}
