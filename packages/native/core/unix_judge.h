/* What the policy says of a unix socket's name. */
#ifndef SOCKETWRAP_UNIX_JUDGE_H
#define SOCKETWRAP_UNIX_JUDGE_H

#include "context.h"
#include "unix_names.h"

enum unix_answer {
	UNIX_FREE,
	UNIX_DENIED,
	UNIX_UNKNOWN, /* who is behind the name decides */
};

struct unix_judgement {
	char path[UNIX_PATH_SIZE];
	enum unix_answer answer;
	int32_t rule;
};

void unix_judge(struct context context, const struct unix_name *name,
                struct unix_judgement *judgement);
/* -ECONNREFUSED, and it is noted. */
int unix_refuse(struct context context, const struct unix_judgement *judgement);
/* Whether the peer of a connected stream belongs to the test. */
bool unix_has_near_peer(struct context context, int fd);
/* What a datagram socket would be told that connects there, which nobody notices: 0 or -errno. */
int unix_try_datagram(const struct sockaddr_un *address, socklen_t length);

#endif
