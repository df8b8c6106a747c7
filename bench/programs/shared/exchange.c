#include "exchange.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "program.h"

uint8_t pattern_at(uint64_t position)
{
	return (uint8_t)(position ^ position >> 8 ^ position >> 16 ^ position >> 24);
}

static void write_all(int fd, const uint8_t *bytes, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t written = write(fd, bytes + done, size - done);
		if (written <= 0)
			fail("write");
		done += (size_t)written;
	}
}

static void end_stream(int fd)
{
	if (shutdown(fd, SHUT_WR) < 0)
		fail("shutdown");
}

uint64_t send_for(int fd, double seconds, size_t write_size)
{
	static const uint8_t bytes[READ_SIZE];
	uint64_t sent = 0;
	/* The clock is read once in 256 KiB. */
	size_t writes = 256 * 1024 / write_size;
	for (double end = now() + seconds; now() < end;) {
		for (size_t i = 0; i < writes; i++)
			write_all(fd, bytes, write_size);
		sent += writes * write_size;
	}
	end_stream(fd);
	return sent;
}

void send_pattern(int fd, uint64_t size, size_t write_size)
{
	static uint8_t bytes[READ_SIZE];
	for (uint64_t sent = 0; sent < size; sent += write_size) {
		for (size_t i = 0; i < write_size; i++)
			bytes[i] = pattern_at(sent + i);
		write_all(fd, bytes, write_size);
	}
	end_stream(fd);
}

static void check_pattern(const uint8_t *bytes, size_t size, uint64_t position)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] != pattern_at(position + i))
			fail_because("a byte that was received is not the byte that was sent");
	}
}

uint64_t drain(int fd, bool is_pattern)
{
	uint8_t bytes[READ_SIZE];
	uint64_t received = 0;
	ssize_t size;
	while ((size = read(fd, bytes, sizeof(bytes))) > 0) {
		if (is_pattern)
			check_pattern(bytes, (size_t)size, received);
		received += (uint64_t)size;
	}
	if (size < 0)
		fail("read");
	return received;
}

uint64_t ping_for(int fd, double seconds)
{
	enum { AT_ONCE = 32 }; /* round trips between two looks at the clock */
	uint64_t trips = 0;
	uint8_t byte = 0;
	for (double end = now() + seconds; now() < end; trips += AT_ONCE) {
		for (int i = 0; i < AT_ONCE; i++) {
			uint8_t sent = (uint8_t)i;
			if (write(fd, &sent, 1) != 1 || read(fd, &byte, 1) != 1)
				fail("round trip");
			if (byte != sent)
				fail_because("an answer is not what was sent");
		}
	}
	return trips;
}

void echo(int fd)
{
	uint8_t byte;
	while (read(fd, &byte, 1) == 1) {
		if (write(fd, &byte, 1) != 1)
			fail("write of an answer");
	}
}
