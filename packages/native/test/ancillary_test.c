/* Control messages: written as asked, cut as the kernel cuts them, checked when they are sent. */
#include <errno.h>
#include <netinet/in.h>

#include "check.h"
#include "core/ancillary.h"
#include "core/datagram.h"
#include "core/socket.h"

static char directory[64];
static struct network network;
static struct socket receiver = { .family = AF_INET, .type = SOCK_DGRAM };
static struct datagram_header header = { .hops = 33, .traffic_class = 16 };

static void every_room_is_respected(void)
{
	receiver.options.wants_pktinfo_v4 = receiver.options.wants_ttl =
		receiver.options.wants_tos = true;
	for (size_t room = 0; room <= 128; room++) {
		char *control = malloc(room + 1);
		control[room] = 'x';
		struct msghdr message = { .msg_control = control, .msg_controllen = room };
		size_t used = ancillary_write(&receiver, &message, &header);
		CHECK_EQUAL(message.msg_controllen, used);
		CHECK(used <= room);
		CHECK_EQUAL(control[room], 'x');
		bool fits = room >= CMSG_SPACE(sizeof(struct in_pktinfo)) +
		                            CMSG_SPACE(sizeof(int)) + CMSG_LEN(1);
		CHECK_EQUAL((message.msg_flags & MSG_CTRUNC) == 0, fits);
		free(control);
	}
}

static void values_are_those_of_the_datagram(void)
{
	_Alignas(struct cmsghdr) char control[256];
	struct msghdr message = { .msg_control = control, .msg_controllen = sizeof(control) };
	ancillary_write(&receiver, &message, &header);
	struct cmsghdr *at = CMSG_FIRSTHDR(&message);
	CHECK_EQUAL(at->cmsg_type, IP_PKTINFO);
	struct in_pktinfo info;
	memcpy(&info, CMSG_DATA(at), sizeof(info));
	CHECK_EQUAL(ntohl(info.ipi_addr.s_addr), 0x7f000001);
	CHECK_EQUAL(info.ipi_ifindex, 1);
	at = CMSG_NXTHDR(&message, at);
	CHECK_EQUAL(at->cmsg_type, IP_TTL);
	CHECK_EQUAL(*CMSG_DATA(at), 33);
	at = CMSG_NXTHDR(&message, at);
	CHECK_EQUAL(at->cmsg_type, IP_TOS);
	CHECK_EQUAL(*CMSG_DATA(at), 16);
}

static int read_one(int level, int type, size_t size, bool *has_source)
{
	_Alignas(struct cmsghdr) char control[64] = "";
	struct cmsghdr head = { .cmsg_len = CMSG_LEN(size),
		                .cmsg_level = level,
		                .cmsg_type = type };
	struct in_pktinfo info = { .ipi_spec_dst.s_addr = htonl(0x7f000002) };
	memcpy(control, &head, sizeof(head));
	memcpy(control + sizeof(head), &info, sizeof(info));
	struct msghdr message = { .msg_control = control, .msg_controllen = CMSG_SPACE(size) };
	struct address source;
	int result = ancillary_read(&message, AF_INET, &source, has_source);
	if (*has_source)
		CHECK_EQUAL(source.bytes[15], 2);
	return result;
}

static void what_a_program_sends_is_checked(void)
{
	bool has_source;
	CHECK_EQUAL(read_one(IPPROTO_IP, IP_PKTINFO, sizeof(struct in_pktinfo), &has_source), 0);
	CHECK(has_source);
	CHECK_EQUAL(read_one(IPPROTO_IP, IP_PKTINFO, 3, &has_source), -EINVAL);
	CHECK(!has_source);
	CHECK_EQUAL(read_one(IPPROTO_IP, 99, 4, &has_source), -EINVAL);
	CHECK_EQUAL(read_one(77, 1, 4, &has_source), 0);
	char control[] = "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
	struct msghdr cut = { .msg_control = control, .msg_controllen = sizeof(control) };
	CHECK_EQUAL(ancillary_check_stream(&cut), -EINVAL);
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	receiver.context = (struct context){ &network, TEST_HOST };
	header.source = header.destination = address_of("127.0.0.1");
	every_room_is_respected();
	values_are_those_of_the_datagram();
	what_a_program_sends_is_checked();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
