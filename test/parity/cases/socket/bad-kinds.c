/* socket refuses protocols, types and families that do not exist with the kernel's errors */
#include "parity.h"

int main(void)
{
	TRY(socket(AF_INET, SOCK_STREAM, IPPROTO_UDP));
	TRY(socket(AF_INET, SOCK_DGRAM, IPPROTO_TCP));
	TRY(socket(AF_INET6, SOCK_STREAM, IPPROTO_UDP));
	TRY(socket(AF_INET6, SOCK_DGRAM, IPPROTO_TCP));
	TRY(socket(AF_INET, SOCK_SEQPACKET, 0));
	TRY(socket(AF_INET, SOCK_RDM, 0));
	TRY(socket(AF_INET, SOCK_STREAM, 200));
	TRY(socket(AF_INET, SOCK_STREAM, 256));
	TRY(socket(AF_INET, SOCK_STREAM, -1));
	TRY(socket(AF_INET, SOCK_RAW, 0));
	TRY(socket(AF_INET, 0, 0));
	TRY(socket(AF_INET, 11, 0));
	TRY(socket(AF_INET, SOCK_STREAM | 0x100000, 0));
	TRY(socket(AF_UNSPEC, SOCK_STREAM, 0));
	TRY(socket(-1, SOCK_STREAM, 0));
	TRY(socket(1000, SOCK_STREAM, 0));
	TRY(socketpair(AF_INET, SOCK_STREAM, 0, (int[2]){ 0 }));
	TRY(socketpair(AF_INET6, SOCK_DGRAM, 0, (int[2]){ 0 }));
	return 0;
}
