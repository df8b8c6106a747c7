/* The network as a name server: what queries get for an answer, byte by byte where it matters. */
#include "core/dns_answer.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>

#include "core/dns_message.h"
#include "fuzz.h"
#include "names_builder.h"

static char directory[64];
static struct network network;
static uint8_t query[512], answer[DNS_MESSAGE_MAX];
static size_t query_size;
static struct dns_reply reply;
static ns_msg message;

static void make_query(const char *name, uint16_t type)
{
	memset(query, 0, sizeof(query));
	memcpy(query, (uint8_t[]){ 0xab, 0xcd, 1, 0, 0, 1 }, 6);
	size_t size = dns_name_write(name, query + 12, sizeof(query) - 12);
	CHECK(size > 0);
	query[12 + size] = (uint8_t)(type >> 8);
	query[12 + size + 1] = (uint8_t)type;
	query[12 + size + 3] = DNS_IN;
	query_size = 12 + size + 4;
}

static void add_edns(uint16_t room, uint8_t version)
{
	uint8_t record[] = { 0, 0, DNS_OPT, (uint8_t)(room >> 8), (uint8_t)room, 0, version, 0x80,
		             0, 0, 0 };
	memcpy(query + query_size, record, sizeof(record));
	query_size += sizeof(record);
	query[11]++;
}

/* The answer as libc reads it; its rcode, or -1 when there is none. */
static int send_query(int protocol)
{
	/* In memory of its own, so that one byte too many is seen. */
	uint8_t *exact = malloc(query_size);
	memcpy(exact, query, query_size);
	reply = dns_answer((struct context){ &network, TEST_HOST }, protocol, exact, query_size,
	                   answer, sizeof(answer));
	free(exact);
	if (reply.size == 0)
		return -1;
	CHECK_EQUAL(ns_initparse(answer, (int)reply.size, &message), 0);
	return ns_msg_getflag(message, ns_f_rcode);
}

static int ask(const char *name, uint16_t type)
{
	make_query(name, type);
	return send_query(IPPROTO_UDP);
}

/* A record as text: "name ttl type size". */
static const char *record(ns_sect section, int index)
{
	static char text[1200];
	ns_rr found;
	if (ns_parserr(&message, section, index, &found) != 0)
		return "none";
	snprintf(text, sizeof(text), "%s %u %u %u", ns_rr_name(found), ns_rr_ttl(found),
	         (unsigned)ns_rr_type(found), ns_rr_rdlen(found));
	return text;
}

static int count(ns_sect section)
{
	return ns_msg_count(message, section);
}

static void headers(void)
{
	static const uint8_t expected[] = { 0xab, 0xcd, 0x85, 0x80, 0, 1, 0, 1, 0,    0,  0, 0,
		                            2,    'D',  'b',  0,    0, 1, 0, 1, 0xc0, 12, 0, 1,
		                            0,    1,    0,    0,    0, 0, 0, 4, 10,   0,  0, 2 };
	CHECK_EQUAL(ask("Db", DNS_A), DNS_NO_ERROR);
	CHECK(reply.size == sizeof(expected) && memcmp(answer, expected, reply.size) == 0);
	make_query("db", DNS_A);
	query[2] = 0;
	query[3] = 0x10;
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_NO_ERROR);
	CHECK(answer[2] == 0x84 && answer[3] == 0x90);
	make_query("db", DNS_A);
	add_edns(1232, 0);
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_ar), 1);
	ns_rr edns;
	CHECK_EQUAL(ns_parserr(&message, ns_s_ar, 0, &edns), 0);
	CHECK_EQUAL(ns_rr_type(edns), DNS_OPT);
	CHECK_EQUAL(ns_rr_class(edns), DNS_EDNS_SIZE);
	CHECK_EQUAL(ns_rr_ttl(edns), 0x8000);
	make_query("db", DNS_A);
	add_edns(1232, 1);
	CHECK_EQUAL(send_query(IPPROTO_UDP), 0);
	CHECK_EQUAL(ns_parserr(&message, ns_s_ar, 0, &edns), 0);
	CHECK(ns_rr_ttl(edns) >> 24 == 1 && count(ns_s_an) == 0);
}

static void hosts(void)
{
	CHECK_EQUAL(ask("db", DNS_AAAA), DNS_NO_ERROR);
	CHECK_TEXT(record(ns_s_an, 0), "db 0 28 16");
	CHECK_EQUAL(ask("db", DNS_MX), DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_an), 0);
	CHECK_EQUAL(ask("2.0.0.10.in-addr.arpa", DNS_PTR), DNS_NO_ERROR);
	CHECK_TEXT(record(ns_s_an, 0), "2.0.0.10.in-addr.arpa 0 12 4");
	CHECK_EQUAL(ask("9.0.0.10.in-addr.arpa", DNS_PTR), DNS_NAME_ERROR);
	CHECK_EQUAL(ask("2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f."
	                "ip6.arpa",
	                DNS_PTR),
	            DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_an), 1);
	CHECK_EQUAL(ask("1.0.0.127.in-addr.arpa", DNS_PTR), DNS_NO_ERROR);
	CHECK_EQUAL(ask("nobody", DNS_A), DNS_NAME_ERROR);
	CHECK_EQUAL(ask("", DNS_NS), DNS_NO_ERROR);
	CHECK_EQUAL(ask("db", DNS_ANY), DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_an), 2);
	CHECK_EQUAL(ask("localhost", DNS_ANY), DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_an), 2);
	CHECK_EQUAL(ask("a.localhost", DNS_A), DNS_NO_ERROR);
	CHECK_TEXT(record(ns_s_an, 0), "a.localhost 0 1 4");
}

static void records(void)
{
	uint8_t soa[64];
	size_t size = dns_name_write("ns.example", soa, sizeof(soa));
	size += dns_name_write("me.example", soa + size, sizeof(soa) - size);
	memset(soa + size, 0, 20);
	soa[size + 19] = 30;
	add_record("example", DNS_SOA, soa, size + 20);
	add_record("example", DNS_TXT, "\4text", 5);
	add_record("mail.example", DNS_MX, "\0\12\2db", 6);
	add_name("www.example", DNS_CNAME, "web.example");
	add_address("web.example", "203.0.113.1");
	add_address("web.example", "203.0.113.2");
	add_address("*.any.example", "203.0.113.3");
	add_name("gone.example", DNS_CNAME, "not.there.example");
	add_name("to-db", DNS_CNAME, "db");
	add_name("circle", DNS_CNAME, "circle");
	add_fault("fails", 0, DNS_SERVER_FAILURE, 0, 20);
	add_fault("quiet", DNS_A, 0, NAMES_IS_SILENT, 0);
	publish_built(&network);

	CHECK_EQUAL(ask("WWW.example", DNS_A), DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_an), 3);
	CHECK_TEXT(record(ns_s_an, 0), "WWW.example 300 5 13");
	CHECK_TEXT(record(ns_s_an, 2), "web.example 300 1 4");
	CHECK_EQUAL(ask("www.example", DNS_AAAA), DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_an), 1);
	CHECK_TEXT(record(ns_s_ns, 0), "example 30 6 44");
	CHECK_EQUAL(ask("www.example", DNS_CNAME), DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_an), 1);
	CHECK_EQUAL(ask("www.example", DNS_ANY), DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_an), 1);
	CHECK_EQUAL(ask("example", DNS_ANY), DNS_NO_ERROR);
	CHECK_EQUAL(count(ns_s_an), 2);
	CHECK_EQUAL(ask("mail.example", DNS_MX), DNS_NO_ERROR);
	CHECK_TEXT(record(ns_s_an, 0), "mail.example 300 15 6");
	CHECK_EQUAL(ask("x.any.example", DNS_A), DNS_NO_ERROR);
	CHECK_TEXT(record(ns_s_an, 0), "x.any.example 300 1 4");
	CHECK_EQUAL(ask("x.any.example", DNS_MX), DNS_NO_ERROR);
	CHECK_TEXT(record(ns_s_ns, 0), "example 30 6 44");
	CHECK_EQUAL(ask("no.example", DNS_A), DNS_NAME_ERROR);
	CHECK_TEXT(record(ns_s_ns, 0), "example 30 6 44");
	CHECK_EQUAL(ask("gone.example", DNS_A), DNS_NAME_ERROR);
	CHECK_EQUAL(count(ns_s_an), 1);
	CHECK_TEXT(record(ns_s_ns, 0), "example 30 6 44");
	CHECK_EQUAL(ask("to-db", DNS_A), DNS_NO_ERROR);
	CHECK_TEXT(record(ns_s_an, 1), "db 0 1 4");
	CHECK_EQUAL(ask("circle", DNS_A), DNS_SERVER_FAILURE);
	CHECK_EQUAL(count(ns_s_an), 0);
	CHECK_EQUAL(ask("fails", DNS_A), DNS_SERVER_FAILURE);
	CHECK(reply.delay_ms == 20 && !reply.is_silent && (answer[2] & 4) == 0);
	CHECK_EQUAL(ask("quiet", DNS_MX), DNS_NO_ERROR);
	CHECK(!reply.is_silent);
	CHECK_EQUAL(ask("quiet", DNS_A), DNS_NO_ERROR);
	CHECK(reply.is_silent);
}

static void what_does_not_fit(void)
{
	uint8_t text[100] = { 99 };
	for (int i = 0; i < 9; i++)
		add_record("big", DNS_TXT, text, sizeof(text));
	publish_built(&network);
	CHECK_EQUAL(ask("big", DNS_TXT), DNS_NO_ERROR);
	CHECK(reply.size <= 512 && ns_msg_getflag(message, ns_f_tc) && count(ns_s_an) == 4);
	make_query("big", DNS_TXT);
	add_edns(100, 0);
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_NO_ERROR);
	CHECK(reply.size <= 512 && ns_msg_getflag(message, ns_f_tc) && count(ns_s_ar) == 1);
	make_query("big", DNS_TXT);
	add_edns(1232, 0);
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_NO_ERROR);
	CHECK(!ns_msg_getflag(message, ns_f_tc) && count(ns_s_an) == 9);
	make_query("big", DNS_TXT);
	CHECK_EQUAL(send_query(IPPROTO_TCP), DNS_NO_ERROR);
	CHECK(!ns_msg_getflag(message, ns_f_tc) && count(ns_s_an) == 9);
}

static void bad_queries(void)
{
	make_query("db", DNS_A);
	query[2] = 0x80;
	CHECK_EQUAL(send_query(IPPROTO_UDP), -1); /* an answer */
	make_query("db", DNS_A);
	query_size = 11;
	CHECK_EQUAL(send_query(IPPROTO_UDP), -1);
	query_size = 12;
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_FORMAT_ERROR);
	CHECK_EQUAL(reply.size, 12);
	make_query("db", DNS_A);
	query_size -= 1;
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_FORMAT_ERROR);
	make_query("db", DNS_A);
	query[2] = 0x10; /* STATUS */
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_NOT_IMPLEMENTED);
	CHECK_EQUAL(answer[2], 0x90);
	make_query("db", DNS_A);
	query[5] = 2;
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_FORMAT_ERROR);
	make_query("db", DNS_A);
	query[12] = 0xc0; /* a pointer to itself */
	query[13] = 12;
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_FORMAT_ERROR);
	make_query("db", DNS_A);
	query[query_size - 1] = 3; /* CHAOS */
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_REFUSED);
	CHECK_EQUAL(ask("db", DNS_AXFR), DNS_REFUSED);
	CHECK_EQUAL(ask("db", DNS_MAILA), DNS_NOT_IMPLEMENTED);
	CHECK_EQUAL(ask("db", DNS_OPT), DNS_FORMAT_ERROR);
	make_query("db", DNS_A);
	add_edns(512, 0);
	add_edns(512, 0);
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_FORMAT_ERROR);
	make_query("db", DNS_A);
	query[13] = '.'; /* a dot within a label is no dot between two */
	CHECK_EQUAL(send_query(IPPROTO_UDP), DNS_NAME_ERROR);
}

/* Whatever comes: no byte outside of it is read, and what is answered can be read. */
static void damaged_queries(void)
{
	static const uint16_t types[] = { DNS_A, DNS_ANY, DNS_MX, DNS_TXT, DNS_PTR };
	static const char *const names[] = { "db", "www.example",          "big", "x.any.example",
		                             "",   "2.0.0.10.in-addr.arpa" };
	for (int round = 0; round < 40000; round++) {
		make_query(names[next_random(6)], types[next_random(5)]);
		if (next_random(2) == 0)
			add_edns((uint16_t)next_random(65536), 0);
		for (uint32_t changes = next_random(4); changes > 0; changes--)
			query[next_random((uint32_t)query_size)] = (uint8_t)next_random(256);
		if (next_random(4) == 0)
			query_size = next_random((uint32_t)query_size) + 1;
		int rcode = send_query(next_random(2) == 0 ? IPPROTO_UDP : IPPROTO_TCP);
		if (rcode < 0)
			continue;
		ns_rr found;
		for (int i = 0; i < count(ns_s_an); i++)
			CHECK_EQUAL(ns_parserr(&message, ns_s_an, i, &found), 0);
	}
}

/* A table that lies makes wrong answers at most. */
static void damaged_tables(void)
{
	static uint8_t good[BUILT_BYTES], bad[BUILT_BYTES];
	static const char *const names[] = { "www.example", "x.any.example", "example", "gone" };
	add_name("www.example", DNS_CNAME, "web.any.example");
	add_address("*.any.example", "203.0.113.3");
	add_record("example", DNS_SOA, "\0\0aaaabbbbccccddddeeee", 22);
	size_t size = build_table(good, sizeof(good));
	memset(&built, 0, sizeof(built));
	for (int round = 0; round < 5000; round++) {
		memcpy(bad, good, size);
		for (uint32_t changes = 1 + next_random(4); changes > 0; changes--)
			bad[next_random((uint32_t)size)] = (uint8_t)next_random(256);
		CHECK_EQUAL(published_replace(&network, published_names(&network), bad, size), 0);
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			(void)ask(names[i], round % 2 == 0 ? DNS_A : DNS_ANY);
	}
}

int main(void)
{
	make_directory(directory);
	CHECK_EQUAL(network_create(&network, directory), 0);
	CHECK_EQUAL(host_add(&network, "db", NULL, 0, NULL), 1);
	headers();
	hosts();
	records();
	what_does_not_fit();
	bad_queries();
	damaged_queries();
	damaged_tables();
	network_close(&network);
	remove_directory(directory);
	return checks_result();
}
