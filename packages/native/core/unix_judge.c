#include "unix_judge.h"

#include <stddef.h>

#include "../real/libc.h"
#include "../real/real.h"
#include "name.h"
#include "policy.h"
#include "text.h"
#include "unix_peer.h"

/* Logs, users, sessions, screens, sound, keys; and debuggers, and what git asks its own repository. */
static const char *const services[] = {
	"/dev/log",
	"/run/systemd/journal/*",
	"/run/systemd/notify",
	"/run/systemd/userdb/*",
	"/run/nscd/socket",
	"/var/lib/sss/pipes/*",
	"/run/dbus/system_bus_socket",
	"/run/user/*/bus",
	"/run/user/*/at-spi/bus*",
	"@/tmp/dbus-*",
	"/tmp/dbus-*",
	"/tmp/.X11-unix/*",
	"@/tmp/.X11-unix/*",
	"/tmp/.ICE-unix/*",
	"@/tmp/.ICE-unix/*",
	"/run/user/*/wayland-*",
	"/run/user/*/pulse/*",
	"/run/user/*/pipewire-*",
	"/run/user/*/keyring/*",
	"/run/user/*/gnupg/*S.gpg-agent*",
	"*/.gnupg/S.gpg-agent*",
	"/tmp/ssh-*/agent.*",
	"/run/user/*/ssh-agent*",
	"*/node-cdp.*.sock",
	"*/fsmonitor--daemon.ipc",
};

static bool is_service(const char *path)
{
	for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++)
		if (text_matches(services[i], strlen(services[i]), path))
			return true;
	return false;
}

/* "@" and five digits: no service can be found by such a name, only who has just spoken. */
static bool is_chosen_by_kernel(const char *path)
{
	return path[0] == '@' && strlen(path) == 6 && strspn(path + 1, "0123456789abcdef") == 5;
}

/* What a preloaded program connects that is supervised too. */
static bool is_of_network(struct context context, const struct unix_name *name)
{
	struct name_parts parts;
	return name_parse(context.network, name->address, name->length, &parts);
}

void unix_judge(struct context context, const struct unix_name *name,
                struct unix_judgement *judgement)
{
	const char *path = judgement->path;
	unix_names_format(name, judgement->path);
	struct verdict verdict = policy_decide_unix(context, path);
	judgement->rule = verdict.rule;
	if (is_of_network(context, name))
		judgement->answer = UNIX_FREE;
	else if (verdict.rule != POLICY_DEFAULT)
		judgement->answer = verdict.is_allowed ? UNIX_FREE : UNIX_DENIED;
	else if (path[0] == '\0' || is_chosen_by_kernel(path) ||
	         unix_names_has(context.network, name) || is_service(path))
		judgement->answer = UNIX_FREE;
	else
		judgement->answer = UNIX_UNKNOWN;
}

int unix_refuse(struct context context, const struct unix_judgement *judgement)
{
	notice_blocked_path(context, judgement->path, judgement->rule);
	return -ECONNREFUSED;
}

bool unix_has_near_peer(struct context context, int fd)
{
	struct ucred peer;
	socklen_t length = sizeof(peer);
	return libc(getsockopt)(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 &&
	       unix_peer_is_near(context.network, peer.pid);
}

int unix_try_datagram(const struct sockaddr_un *address, socklen_t length)
{
	int fd = kernel_result(real(socket)(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	if (fd < 0)
		return 0;
	int result = kernel_result(real(connect)(fd, (const struct sockaddr *)address, length));
	real(close)(fd);
	return result;
}
