#include "unix_outside.h"

#include <stddef.h>

#include "../real/real.h"
#include "network.h"
#include "policy.h"
#include "renew.h"
#include "text.h"
#include "unix_names.h"
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

enum answer { FREE, DENIED, UNKNOWN };

struct judgement {
	char path[UNIX_PATH_SIZE];
	enum answer answer;
	int32_t rule;
};

static bool is_service(const char *path)
{
	for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++)
		if (text_matches(services[i], strlen(services[i]), path))
			return true;
	return false;
}

static void judge(struct context context, const struct sockaddr_un *address, socklen_t length,
                  struct judgement *judgement)
{
	unix_names_format(address, length, judgement->path);
	struct verdict verdict = policy_decide_unix(context, judgement->path);
	judgement->rule = verdict.rule;
	if (verdict.rule != POLICY_DEFAULT)
		judgement->answer = verdict.is_allowed ? FREE : DENIED;
	else if (judgement->path[0] == '\0' || unix_names_has(context.network, address, length) ||
	         is_service(judgement->path))
		judgement->answer = FREE;
	else
		judgement->answer = UNKNOWN;
}

static int refuse(struct context context, const struct judgement *judgement)
{
	notice_blocked_path(context, judgement->path, judgement->rule);
	return -ECONNREFUSED;
}

static int read_int(int fd, int name)
{
	int value = -1;
	socklen_t length = sizeof(value);
	return real(getsockopt)(fd, SOL_SOCKET, name, &value, &length) == 0 ? value : -1;
}

/* Nobody notices a datagram socket that connects. */
static bool has_receiver(const struct sockaddr_un *address, socklen_t length)
{
	int probe = real(socket)(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (probe < 0)
		return true;
	int result = real(connect)(probe, (const struct sockaddr *)address, length);
	real(close)(probe);
	return result == 0;
}

static bool is_near(struct context context, int fd)
{
	struct ucred peer;
	socklen_t length = sizeof(peer);
	return real(getsockopt)(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 &&
	       unix_peer_is_near(context.network, peer.pid);
}

/* The program finds its socket unconnected, as after any refusal. */
static void disconnect(int fd, int type)
{
	real(shutdown)(fd, SHUT_RDWR);
	int fresh = real(socket)(AF_UNIX, type | SOCK_CLOEXEC, 0);
	if (fresh < 0)
		return;
	real(fcntl)(fresh, F_SETFL, real(fcntl)(fd, F_GETFL));
	real_put_in_place(fresh, fd);
	real(close)(fresh);
}

static int connect_and_look(struct context context, int fd, int type,
                            const struct sockaddr_un *address, socklen_t length,
                            const struct judgement *judgement)
{
	int result = kernel_result(real(connect)(fd, (const struct sockaddr *)address, length));
	if (result < 0 || is_near(context, fd))
		return result;
	disconnect(fd, type);
	return refuse(context, judgement);
}

int unix_connect(struct context context, int fd, const struct sockaddr_un *address,
                 socklen_t length)
{
	struct judgement judgement = { .answer = FREE };
	int type = read_int(fd, SO_TYPE);
	if (read_int(fd, SO_DOMAIN) == AF_UNIX)
		judge(context, address, length, &judgement);
	if (judgement.answer == DENIED ||
	    (judgement.answer == UNKNOWN && type == SOCK_DGRAM && has_receiver(address, length)))
		return refuse(context, &judgement);
	if (judgement.answer == UNKNOWN && type != SOCK_DGRAM)
		return connect_and_look(context, fd, type, address, length, &judgement);
	return kernel_result(real(connect)(fd, (const struct sockaddr *)address, length));
}

int unix_check_destination(struct context context, int fd, const struct sockaddr_un *address,
                           socklen_t length)
{
	struct judgement judgement;
	if (read_int(fd, SO_DOMAIN) != AF_UNIX || read_int(fd, SO_TYPE) != SOCK_DGRAM)
		return 0;
	judge(context, address, length, &judgement);
	if (judgement.answer == FREE ||
	    (judgement.answer == UNKNOWN && !has_receiver(address, length)))
		return 0;
	return refuse(context, &judgement);
}
