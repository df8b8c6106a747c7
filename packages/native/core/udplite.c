#include "udplite.h"

#include <errno.h>
#include <netinet/in.h>

#include "option_numbers.h"
#include "option_table.h"

int check_coverage(struct socket *socket, int *value)
{
	if (socket->protocol != IPPROTO_UDPLITE)
		return -ENOPROTOOPT;
	if (*value != 0 && *value < UDPLITE_HEADER_SIZE)
		*value = UDPLITE_HEADER_SIZE;
	else if (*value > UINT16_MAX)
		*value = UINT16_MAX;
	return 0;
}

uint16_t udplite_coverage(const struct socket *sender, size_t payload)
{
	if (sender->protocol != IPPROTO_UDPLITE || sender->options.kept_count == 0)
		return 0;
	size_t wanted = (size_t)option_value(sender, IPPROTO_UDP, OPTION_UDPLITE_SEND_CSCOV);
	return wanted < payload + UDPLITE_HEADER_SIZE ? (uint16_t)wanted : 0;
}

bool udplite_covers(const struct socket *receiver, const struct datagram_header *header)
{
	if (header->coverage == 0 || receiver->options.kept_count == 0)
		return true;
	const struct option_row *row = option_find(IPPROTO_UDP, OPTION_UDPLITE_RECV_CSCOV);
	if (!option_is_kept(receiver, row))
		return true;
	int asked = option_kept(receiver, row); /* 0: all */
	return asked != 0 && header->coverage >= asked;
}
