#include "creation.h"

#include "believed.h"
#include "next.h"
#include "owners.h"

static bool is_free(int directory, const char *path)
{
	struct statx file;
	return path != NULL &&
	       appearance_inspect(&(struct place){ directory, path, 0 }, &file) == -ENOENT;
}

bool creation_is_ahead(int directory, const char *path, int flags)
{
	if (!believed_is_on())
		return false;
	bool is_unnamed = (flags & O_TMPFILE) == O_TMPFILE;
	return is_unnamed || ((flags & O_CREAT) != 0 && is_free(directory, path));
}

bool creation_of_stream_is_ahead(const char *path, const char *mode)
{
	return believed_is_on() && mode != NULL && mode[0] != 'r' && is_free(AT_FDCWD, path);
}

void creation_remember(const struct place *place)
{
	struct statx file;
	struct standing standing;
	if (!believed_is_on() || appearance_inspect(place, &file) < 0)
		return;
	believed_read(&standing);
	(void)owners_remember(&file, standing.users[ID_FILES], standing.groups[ID_FILES]);
}

int creation_end(bool is_new, int fd)
{
	if (is_new && fd >= 0)
		creation_remember(&(struct place){ fd, "", AT_EMPTY_PATH });
	return fd;
}

FILE *creation_end_of_stream(bool is_new, FILE *stream)
{
	if (stream != NULL)
		(void)creation_end(is_new, fileno(stream));
	return stream;
}
