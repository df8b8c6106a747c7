#include "receiver.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"

static int report_pipe;

static void tell(const void *bytes, size_t size)
{
	if (write(report_pipe, bytes, size) != (ssize_t)size)
		fail("write to the sender");
}

static void hear(int fd, void *bytes, size_t size)
{
	if (read(fd, bytes, size) != (ssize_t)size)
		fail_because("the receiver has ended too early");
}

static _Noreturn void run(const char *carrier, int type, serve_function *serve)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	struct place place = place_of(carrier);
	int fd = place_serve(&place, type);
	tell(&place, sizeof(place));
	serve(fd);
	exit(0);
}

struct receiver receiver_start(const char *carrier, int type, serve_function *serve)
{
	int ends[2];
	if (pipe(ends) < 0)
		fail("pipe");
	struct receiver receiver = { .reports = ends[0] };
	receiver.pid = fork();
	if (receiver.pid < 0)
		fail("fork");
	if (receiver.pid == 0) {
		close(ends[0]);
		report_pipe = ends[1];
		run(carrier, type, serve);
	}
	close(ends[1]);
	place_of(carrier);
	hear(receiver.reports, &receiver.place, sizeof(receiver.place));
	return receiver;
}

void receiver_report(double number)
{
	tell(&number, sizeof(number));
}

double receiver_await(const struct receiver *receiver)
{
	double number;
	hear(receiver->reports, &number, sizeof(number));
	return number;
}

void receiver_end(const struct receiver *receiver)
{
	int status;
	if (waitpid(receiver->pid, &status, 0) < 0)
		fail("waitpid");
	if (status != 0)
		fail_because("the receiver has failed");
}
