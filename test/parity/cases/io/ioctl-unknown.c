/* ioctls that sockets do not have give ENOTTY, a NULL pointer EFAULT */
#include "parity.h"
#include <termios.h>

int main(void)
{
	struct termios terminal;
	int client, server, value;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(ioctl(client, TCGETS, &terminal));
	TRY(ioctl(client, 0x12345678, &value));
	TRY(ioctl(client, FIONREAD, NULL));
	TRY(ioctl(client, FIONBIO, NULL));
	TRY(tcgetattr(client, &terminal));
	return 0;
}
