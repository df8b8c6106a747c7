#include "context_start.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stop.h"

static void stop_for_directory(const char *directory, int error)
{
	switch (error) {
	case ENAMETOOLONG:
		stop_process(
			"SOCKET_WRAPPER_DIR=%s is longer than %d bytes. Choose a shorter directory.",
			directory, NETWORK_DIRECTORY_MAX);
	case ENOENT:
		stop_process("SOCKET_WRAPPER_DIR=%s does not exist, or its network has ended. "
		             "Make the directory, or unset the variable.",
		             directory);
	case ENOTDIR:
		stop_process("SOCKET_WRAPPER_DIR=%s is not a directory. Set it to one.", directory);
	case EPROTO:
		stop_process("SOCKET_WRAPPER_DIR=%s has a network of another socketwrap version. "
		             "Use the same version everywhere.",
		             directory);
	case EBADMSG:
	case ELOOP:
		stop_process("SOCKET_WRAPPER_DIR=%s has a file `network` that is not socketwrap's. "
		             "Choose another directory.",
		             directory);
	default:
		stop_process("SOCKET_WRAPPER_DIR=%s cannot be used: %s. "
		             "Choose a directory that this user may write.",
		             directory, strerror(error));
	}
}

/* A host can only be on a network that is there; making one would hide that it has ended. */
void context_open_network(struct network *network, const char *directory)
{
	const char *host = getenv("SOCKET_WRAPPER_HOST");
	bool must_exist = host != NULL && *host != '\0';
	int result = must_exist ? network_open(network, directory)
	                        : network_create_compat(network, directory);
	if (result < 0)
		stop_for_directory(directory, -result);
}

uint16_t context_find_host(const struct network *network)
{
	const char *name = getenv("SOCKET_WRAPPER_HOST");
	if (name == NULL || *name == '\0')
		return TEST_HOST;
	int host = host_find(network, name);
	if (host < 0)
		stop_process("SOCKET_WRAPPER_HOST=%s is no host of the network in %s. "
		             "Add the host first, or unset the variable.",
		             name, network->directory);
	return (uint16_t)host;
}
