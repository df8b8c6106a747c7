/* pipes, eventfds, timerfds and signalfds take numbers that were sockets and work */
#include "parity.h"
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

int main(void)
{
	uint64_t value = 3;
	int first = tcp_listener("127.0.0.1"), second = udp_socket("127.0.0.1"), pair[2];
	MUST(close(first));
	MUST(close(second));
	int event = MUST(eventfd(0, EFD_CLOEXEC));
	say("same number %d", event == first);
	TRY(write(event, &value, 8));
	value = 0;
	TRY(read(event, &value, 8));
	say("value %d", (int)value);
	TRY(listen(event, 5));
	int timer = MUST(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK));
	say("same number %d", timer == second);
	TRY(read(timer, &value, 8));
	TRY(set_option(timer, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(close(event));
	MUST(close(timer));
	MUST(pipe2(pair, O_NONBLOCK | O_CLOEXEC));
	say("same numbers %d %d", pair[0] == first, pair[1] == second);
	TRY(write(pair[1], "p", 1));
	TRY(read(pair[0], &value, 8));
	TRY(read(pair[0], &value, 8));
	TRY(getsockname(pair[0], (struct sockaddr *)&(struct sockaddr_in){ 0 },
	                &(socklen_t){ 16 }));
	return 0;
}
