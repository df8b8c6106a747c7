#include "tls_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "network_file.h"
#include "real/libc.h"
#include "real/real.h"
#include "text.h"

static const char place[] = "/journal/tls-keys";

static void write_path(const struct network *network, char path[TLS_KEYS_PATH_SIZE])
{
	struct text text = text_start(path, TLS_KEYS_PATH_SIZE);
	text_add(&text, network->directory);
	text_add(&text, place);
}

int tls_keys_start(struct network *network)
{
	char path[TLS_KEYS_PATH_SIZE];
	write_path(network, path);
	int fd = real(open)(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return -errno;
	real(close)(fd);
	network->file->keeps_tls_keys = true;
	network_open_journal(network);
	return 0;
}

bool tls_keys_path(const struct network *network, char path[TLS_KEYS_PATH_SIZE])
{
	if (!network->file->keeps_tls_keys)
		return false;
	write_path(network, path);
	return true;
}

bool tls_keys_take(const struct network *network, char path[TLS_KEYS_PATH_SIZE])
{
	return tls_keys_path(network, path) &&
	       libc(faccessat)(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

bool tls_keys_is_path(const char *path)
{
	size_t length = strlen(path);
	return length >= sizeof(place) - 1 &&
	       strcmp(path + length - (sizeof(place) - 1), place) == 0;
}

/* One write, so that lines of several processes do not mix; no descriptor that stays, because
 * programs close those that they do not know. */
void tls_keys_add(const struct network *network, const char *line)
{
	char path[TLS_KEYS_PATH_SIZE];
	if (!tls_keys_path(network, path))
		return;
	int saved_errno = errno;
	int fd = real(open)(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0) {
		struct iovec parts[] = { { (void *)line, strlen(line) }, { (void *)"\n", 1 } };
		(void)!real(writev)(fd, parts, 2);
		real(close)(fd);
	}
	errno = saved_errno;
}
