/* Control messages that make no sense, at any address: taken, or refused as the kernel does. */
#include <errno.h>
#include <netinet/in.h>

#include "check.h"

#include "core/ancillary.h"
#include "core/datagram.h"
#include "core/option_numbers.h"
#include "core/socket.h"
#include "fuzz.h"

enum { ROUNDS = 60000, LARGEST = 200 };

static char directory[64];
static struct network network;

/* One after the other, with lengths that mostly fit. */
static size_t make_messages(uint8_t *bytes, size_t room)
{
	static const int levels[] = { SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6, IPPROTO_UDP, 77 };
	static const int types[] = { SCM_RIGHTS,    IP_PKTINFO,       IP_TTL,       IP_TOS,
		                     IPV6_PKTINFO,  IPV6_HOPLIMIT,    IPV6_TCLASS,  IP_RETOPTS,
		                     IPV6_DONTFRAG, IPV6_2292PKTINFO, SO_TIMESTAMP, 0 };
	size_t used = 0;
	fill_random(bytes, room);
	while (room - used >= sizeof(struct cmsghdr) && next_random(5) != 0) {
		size_t size = next_random(2) == 0 ? sizeof(int) : next_random(40);
		struct cmsghdr header = {
			.cmsg_len = CMSG_LEN(size),
			.cmsg_level = levels[next_random(sizeof(levels) / sizeof(*levels))],
			.cmsg_type = types[next_random(sizeof(types) / sizeof(*types))],
		};
		memcpy(bytes + used, &header, sizeof(header));
		size_t whole = CMSG_SPACE(size);
		used += whole < room - used ? whole : room - used;
	}
	return used;
}

static void read_messages(int family)
{
	uint8_t bytes[LARGEST];
	size_t size = make_messages(bytes, next_random(LARGEST + 1));
	if (next_random(2) == 0)
		damage(bytes, size, 1 + next_random(3));
	if (next_random(4) == 0)
		size = next_random((uint32_t)size + 1);
	/* Programs put them at any address. */
	size_t shift = next_random(2) == 0 ? 0 : next_random(8);
	uint8_t *memory = malloc(shift + size + 1);
	memcpy(memory + shift, bytes, size);
	uint8_t *control = exact_copy(memory, shift + size);
	struct msghdr message = { .msg_control = control + shift, .msg_controllen = size };
	struct socket sender = { .family = (uint8_t)family,
		                 .type = SOCK_DGRAM,
		                 .context = { &network, TEST_HOST } };
	struct datagram_header header = { .destination = address_of(
						  next_random(2) == 0 ? "10.0.0.1" : "fd00::1") };
	struct address source;
	bool has_source = false;
	int result = ancillary_read(&message, family, &source, &has_source);
	CHECK(result == 0 || result == -EINVAL || result == -ENODEV);
	CHECK(result == 0 || !has_source);
	if (has_source)
		free(exact_copy(&source, sizeof(source)));
	ancillary_stamp(&sender, &message, &header);
	result = ancillary_check_stream(&message);
	CHECK(result == 0 || result == -EINVAL);
	free(control);
	free(memory);
}

static void write_messages(int family)
{
	size_t room = next_random(LARGEST), shift = next_random(8);
	uint8_t *control = malloc(shift + room + 1);
	struct msghdr message = { .msg_control = control + shift, .msg_controllen = room };
	struct socket receiver = { .family = (uint8_t)family,
		                   .type = SOCK_DGRAM,
		                   .context = { &network, TEST_HOST } };
	struct socket_options *options = &receiver.options;
	struct datagram_header header;
	fill_random(&header, sizeof(header));
	if (next_random(2) == 0)
		header.destination = address_of("10.0.0.1");
	options->wants_pktinfo_v4 = options->wants_pktinfo_v6 = next_random(2) == 0;
	options->wants_old_pktinfo_v6 = next_random(4) == 0;
	options->wants_ttl = options->wants_hop_limit = next_random(2) == 0;
	options->wants_tos = options->wants_tclass = next_random(2) == 0;
	options->wants_original_dst = options->wants_original_dst_v6 = next_random(2) == 0;
	options->timestamps = (uint8_t)next_random(3);
	CHECK(ancillary_write(&receiver, &message, &header) <= room);
	CHECK(message.msg_controllen <= room);
	free(control);
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	for (int round = 0; round < ROUNDS && atomic_load(&checks_failed) < 20; round++) {
		int family = next_random(2) == 0 ? AF_INET : AF_INET6;
		read_messages(family);
		write_messages(family);
	}
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
