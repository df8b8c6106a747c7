#include "records.h"

#include <netinet/in.h>
#include <string.h>
#include <time.h>

#include "alive.h"
#include "shim.h"
#include "values.h"

static bool is_v4(const struct address *address)
{
	static const uint8_t prefix[12] = { [10] = 0xff, [11] = 0xff };
	return memcmp(address->bytes, prefix, sizeof(prefix)) == 0;
}

static void append_addresses(napi_env env, napi_value list, const struct host_view *host, bool v4)
{
	for (int i = 0; i < host->address_count; i++) {
		char text[ADDRESS_TEXT_SIZE];
		napi_value value;
		if (is_v4(&host->addresses[i]) != v4)
			continue;
		shim_face()->address_format(&host->addresses[i], text);
		if (napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value) == napi_ok)
			append(env, list, value);
	}
}

static napi_value describe_host(napi_env env, const struct host_view *host)
{
	napi_value record = make_object(env), addresses = make_array(env);
	append_addresses(env, addresses, host, true);
	append_addresses(env, addresses, host, false);
	set_number(env, record, "index", host->index);
	set_text(env, record, "name", host->name);
	napi_set_named_property(env, record, "addresses", addresses);
	return record;
}

napi_value make_host_record(napi_env env, const struct network *network, uint16_t index)
{
	struct host_view host;
	return shim_face()->host_view(network, index, &host) ? describe_host(env, &host) : NULL;
}

napi_value make_host_records(napi_env env, const struct network *network)
{
	napi_value list = make_array(env);
	int count = shim_face()->host_count(network);
	for (int i = 0; i < count; i++) {
		napi_value record = make_host_record(env, network, (uint16_t)i);
		if (record != NULL)
			append(env, list, record);
	}
	return list;
}

/* The host may have been removed; its processes may still run. */
static const char *name_host(const struct network *network, uint16_t index)
{
	struct host_view host;
	return shim_face()->host_view(network, index, &host) ? host.name : "";
}

static double now_ms(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

napi_value make_process_records(napi_env env, const struct network *network)
{
	napi_value list = make_array(env);
	double boot_ms = now_ms(CLOCK_REALTIME) - now_ms(CLOCK_BOOTTIME);
	for (int slot = 0; slot < PROCESSES_MAX; slot++) {
		struct process_view process;
		if (!shim_face()->process_view(network, slot, &process))
			continue;
		napi_value record = make_object(env);
		set_number(env, record, "pid", process.pid);
		set_text(env, record, "host", name_host(network, process.host));
		set_text(env, record, "program", process.program);
		set_number(env, record, "startedAt",
		           boot_ms + (double)process.started_boottime_ns / 1e6);
		set_bool(env, record, "alive", is_alive(&process));
		append(env, list, record);
	}
	return list;
}

static const char *kind_text(const struct notice *notice)
{
	switch (notice->kind) {
	case NOTICE_REFUSED:
		return "refused";
	case NOTICE_BLOCKED:
		return "blocked";
	default:
		return "unsupported";
	}
}

static const char *protocol_text(const struct notice *notice)
{
	switch (notice->protocol) {
	case IPPROTO_TCP:
		return "tcp";
	case IPPROTO_UDP:
		return "udp";
	case IPPROTO_UDPLITE:
		return "udplite";
	case IPPROTO_ICMP:
		return "icmp";
	case NOTICE_RAW:
		return "raw";
	case NOTICE_PACKET:
		return "packet";
	case NOTICE_UNIX:
		return "unix";
	case NOTICE_IO_URING:
		return "io_uring";
	case NOTICE_OTHER:
		return "other";
	default:
		return "";
	}
}

static napi_value describe_notice(napi_env env, const struct network *network,
                                  const struct notice *notice)
{
	const char *error = strerrorname_np(notice->error);
	napi_value record = make_object(env);
	set_number(env, record, "sequence", (double)notice->sequence);
	set_number(env, record, "timeMs", (double)notice->time_ns / 1e6);
	set_text(env, record, "kind", kind_text(notice));
	set_number(env, record, "pid", notice->pid);
	set_text(env, record, "host", name_host(network, notice->host));
	set_text(env, record, "program", notice->program);
	set_text(env, record, "command", notice->command);
	set_text(env, record, "protocol", protocol_text(notice));
	set_text(env, record, "destination", notice->subject);
	set_text(env, record, "name", notice->name);
	set_number(env, record, "rule", notice->rule);
	set_text(env, record, "errno", error == NULL ? "" : error);
	set_text(env, record, "reason", notice->reason);
	return record;
}

napi_value make_notices(napi_env env, const struct network *network, uint64_t after)
{
	napi_value list = make_array(env);
	struct notice notice;
	while (shim_face()->notice_next(network, after, &notice)) {
		append(env, list, describe_notice(env, network, &notice));
		after = notice.sequence;
	}
	return list;
}
