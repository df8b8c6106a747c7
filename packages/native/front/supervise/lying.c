/* The kernel tells how much of our end's buffer is in use. What a datagram takes of it is known from when it was put
 * there, and the oldest one is read first; so what is in use tells which of them the program has not read. */
#include "lying.h"

#include <linux/sockios.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "packets.h"

int lying_cost(const struct stand_in *stand_in)
{
	int cost = 0;
	return ioctl(stand_in->end, SIOCOUTQ, &cost) == 0 ? cost : 0;
}

/* By its size. When the program reads meanwhile a datagram seems to take less than it does. */
static int learn_cost(size_t size, int seen)
{
	static int costs[PACKET_MAX + 1];
	if (seen > costs[size])
		costs[size] = seen;
	return costs[size];
}

static void drop_first(struct stand_in *stand_in)
{
	struct lying *first = stand_in->lying;
	stand_in->lying_cost -= first->cost;
	stand_in->lying = first->next;
	if (first->next == NULL)
		stand_in->lying_last = NULL;
	free(first);
}

static void forget_read(struct stand_in *stand_in)
{
	int cost = lying_cost(stand_in);
	while (stand_in->lying != NULL && stand_in->lying_cost > cost)
		drop_first(stand_in);
}

static void add(struct stand_in *stand_in, const struct msghdr *datagram, int cost)
{
	struct lying *last = malloc(sizeof(*last));
	if (last == NULL)
		return;
	*last = (struct lying){ .source_length = datagram->msg_namelen, .cost = cost };
	memcpy(&last->source, datagram->msg_name, datagram->msg_namelen);
	if (stand_in->lying == NULL)
		stand_in->lying = last;
	else
		stand_in->lying_last->next = last;
	stand_in->lying_last = last;
	stand_in->lying_cost += cost;
}

void lying_put(struct stand_in *stand_in, const struct msghdr *datagram, size_t size)
{
	forget_read(stand_in);
	int before = lying_cost(stand_in);
	if (before == 0)
		stand_in->reader = 0;
	if (send(stand_in->end, datagram->msg_iov->iov_base, size, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
		return;
	int cost = learn_cost(size, lying_cost(stand_in) - before);
	stand_in->reader_mark += cost;
	add(stand_in, datagram, cost);
}

const struct lying *lying_first(struct stand_in *stand_in)
{
	forget_read(stand_in);
	return stand_in->lying;
}

void lying_free(struct stand_in *stand_in)
{
	while (stand_in->lying != NULL)
		drop_first(stand_in);
}
