#include "settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stop.h"

enum {
	SOCKETS_MAX_DEFAULT = 65535,
	SOCKETS_MAX_HIGHEST = 262140,
	MTU_DEFAULT = 1500,
	MTU_LOWEST = 512,
	MTU_HIGHEST = 32768,
	DEBUG_LEVEL_HIGHEST = 3,
};

static struct settings settings = {
	.sockets_max = SOCKETS_MAX_DEFAULT,
	.mtu = MTU_DEFAULT,
	.compat_v4_subnet = COMPAT_127_0_0_0,
};

const struct settings *settings_current(void)
{
	return &settings;
}

int settings_number(const char *name, int lowest, int highest, int otherwise)
{
	const char *text = getenv(name);
	if (text == NULL || *text == '\0')
		return otherwise;
	char *end;
	int saved_errno = errno;
	long number = strtol(text, &end, 10);
	errno = saved_errno;
	return *end == '\0' && number >= lowest && number <= highest ? (int)number : otherwise;
}

const char *settings_via(const char *text)
{
	static const char *const ways[] = { "preload", "supervise" };
	for (size_t i = 0; text != NULL && i < sizeof(ways) / sizeof(*ways); i++)
		if (strcmp(text, ways[i]) == 0)
			return ways[i];
	return NULL;
}

static enum compat_subnet read_subnet(void)
{
	const char *text = getenv("SOCKET_WRAPPER_IPV4_NETWORK");
	if (text == NULL || *text == '\0' || strcmp(text, "127.0.0.0") == 0)
		return COMPAT_127_0_0_0;
	if (strcmp(text, "10.53.57.0") == 0)
		return COMPAT_10_53_57_0;
	stop_process("SOCKET_WRAPPER_IPV4_NETWORK=%s is neither 127.0.0.0 nor 10.53.57.0. "
	             "Set it to one of them, or unset it.",
	             text);
}

void settings_start(void)
{
	const char *unsupported = getenv("SOCKET_WRAPPER_UNSUPPORTED");
	settings = (struct settings){
		.debug_level =
			settings_number("SOCKET_WRAPPER_DEBUGLEVEL", 0, DEBUG_LEVEL_HIGHEST, 0),
		.sockets_max = settings_number("SOCKET_WRAPPER_MAX_SOCKETS", 1, SOCKETS_MAX_HIGHEST,
		                               SOCKETS_MAX_DEFAULT),
		.mtu = settings_number("SOCKET_WRAPPER_MTU", MTU_LOWEST, MTU_HIGHEST, MTU_DEFAULT),
		.compat_v4_subnet = read_subnet(),
		.via = settings_via(getenv("SOCKET_WRAPPER_VIA")),
		.allows_unsupported = unsupported != NULL && strcmp(unsupported, "allow") == 0,
	};
}
