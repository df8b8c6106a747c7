/* accept cuts the address to the buffer's length and reports the full one */
#include "parity.h"

static void show(const char *label, const unsigned char *bytes, socklen_t given, socklen_t length)
{
	int untouched = 0;
	for (socklen_t index = given; index < 40; index++)
		untouched += bytes[index] == 0xee;
	say("%s: length %u of %u, %d bytes beyond are untouched, family %d", label, length, given,
	    untouched, given >= 2 ? bytes[0] : -1);
}

int main(void)
{
	int listener = tcp_listener("127.0.0.1"), listener6 = tcp_listener("::1");
	for (socklen_t given = 0; given <= 32; given += 4) {
		unsigned char bytes[40];
		socklen_t length = given;
		memset(bytes, 0xee, sizeof(bytes));
		tcp_client("127.0.0.1", port_of(listener));
		MUST(accept(listener, (struct sockaddr *)bytes, &length));
		show("v4", bytes, given, length);
		length = given;
		memset(bytes, 0xee, sizeof(bytes));
		tcp_client("::1", port_of(listener6));
		MUST(accept(listener6, (struct sockaddr *)bytes, &length));
		show("v6", bytes, given, length);
	}
	return 0;
}
