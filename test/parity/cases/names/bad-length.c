/* getsockname refuses a negative length and pointers that are NULL */
#include "parity.h"

int main(void)
{
	struct sockaddr_storage address;
	socklen_t length = (socklen_t)-1;
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(getsockname(client, (struct sockaddr *)&address, &length));
	TRY(getpeername(client, (struct sockaddr *)&address, &length));
	length = sizeof(address);
	TRY(getsockname(client, NULL, &length));
	TRY(getpeername(client, NULL, &length));
	TRY(getsockname(client, (struct sockaddr *)&address, NULL));
	return 0;
}
