/* sendmmsg and recvmmsg move several datagrams with their addresses in one call */
#include "parity.h"

int main(void)
{
	char places[5][16];
	struct sockaddr_in from[5];
	struct iovec out[3] = { { "a", 1 }, { "bb", 2 }, { "ccc", 3 } }, in[5];
	struct mmsghdr sent[3] = { 0 }, received[5] = { 0 };
	int sender = udp_socket("127.0.0.1"), first = udp_socket("127.0.0.1"),
	    second = udp_socket("127.0.0.1");
	struct endpoint to_first = endpoint_of("127.0.0.1", port_of(first));
	struct endpoint to_second = endpoint_of("127.0.0.1", port_of(second));
	for (int index = 0; index < 3; index++) {
		struct endpoint *to = index == 1 ? &to_second : &to_first;
		sent[index].msg_hdr = (struct msghdr){ .msg_name = &to->address,
			                               .msg_namelen = to->length,
			                               .msg_iov = &out[index],
			                               .msg_iovlen = 1 };
	}
	TRY(sendmmsg(sender, sent, 3, 0));
	say("lengths %u %u %u", sent[0].msg_len, sent[1].msg_len, sent[2].msg_len);
	for (int index = 0; index < 5; index++) {
		in[index] = (struct iovec){ places[index], 16 };
		received[index].msg_hdr = (struct msghdr){ .msg_name = &from[index],
			                                   .msg_namelen = sizeof(from[index]),
			                                   .msg_iov = &in[index],
			                                   .msg_iovlen = 1 };
	}
	await(first, POLLIN);
	int count = (int)TRY(recvmmsg(first, received, 5, MSG_DONTWAIT, NULL));
	for (int index = 0; index < count; index++)
		say("%.*s flags %x from %s", (int)received[index].msg_len, places[index],
		    received[index].msg_hdr.msg_flags,
		    endpoint_text(&from[index], received[index].msg_hdr.msg_namelen, SOCK_DGRAM));
	say_received("second", second, 10, 0);
	TRY(recvmmsg(first, received, 5, MSG_DONTWAIT, NULL));
	TRY(sendmmsg(sender, sent, 0, 0));
	sent[1].msg_hdr.msg_name = NULL;
	sent[1].msg_hdr.msg_namelen = 0;
	TRY(sendmmsg(sender, sent, 3, 0));
	TRY(sendmmsg(sender, sent + 1, 1, 0));
	return 0;
}
