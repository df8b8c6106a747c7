/* Socket addresses in the memory of programs. */
#include <errno.h>
#include <string.h>

#include "answers.h"

int read_address(const struct call *call, uint64_t address, uint64_t length,
                 struct sockaddr_storage *storage)
{
	int size = (int)length;
	memset(storage, 0, sizeof(*storage));
	if (size < 0 || (size_t)size > sizeof(*storage))
		return -EINVAL;
	int result = call_read(call, address, storage, (size_t)size);
	return result < 0 ? result : size;
}

int write_address(const struct call *call, uint64_t address, uint64_t length,
                  const struct sockaddr_storage *storage, socklen_t size)
{
	socklen_t room;
	int result = call_read(call, length, &room, sizeof(room));
	if (result < 0)
		return result;
	if ((int)room < 0)
		return -EINVAL;
	result = call_write(call, address, storage, room < size ? room : size);
	return result < 0 ? result : call_write(call, length, &size, sizeof(size));
}
