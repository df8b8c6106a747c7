/* dprintf, getline and fread work over connections */
#include "parity.h"

int main(void)
{
	char *line = NULL;
	size_t size = 0;
	char bytes[8] = "";
	int client, server;
	tcp_pair("::1", &client, &server);
	TRY(dprintf(client, "%s %d\n", "number", 7));
	TRY(dprintf(client, "abcdef"));
	MUST(shutdown(client, SHUT_WR));
	FILE *in = fdopen(server, "r");
	TRY(getline(&line, &size, in));
	say("%s", line);
	TRY(fread(bytes, 1, 6, in));
	say("%s", bytes);
	TRY(getline(&line, &size, in));
	free(line);
	return 0;
}
