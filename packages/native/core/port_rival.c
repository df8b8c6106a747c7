#include "port_rival.h"

#include "network_file.h"
#include "shared_port.h"

enum name_kind bid_kind(const struct bid *bid)
{
	return name_kind_of(bid->socket->protocol);
}

/* UDP sockets share by either option, TCP sockets only by SO_REUSEPORT: two TCP listeners with
 * SO_REUSEADDR still exclude each other. */
bool bid_shares_port(const struct socket *socket)
{
	return socket->options.is_reuse_port ||
	       (socket->type == SOCK_DGRAM && socket->options.is_reuse_address);
}

bool bid_has_rival_at(const struct bid *bid, enum name_form form, const struct address *address)
{
	struct endpoint endpoint = { *address, bid->port };
	enum name_kind kind = bid_kind(bid);
	uint32_t slots = 1u << SLOT_ALONE;
	if (!bid->is_shared) {
		struct shared_port *shared =
			shared_port_find(bid->network, kind, form, bid->host, &endpoint);
		slots |= shared == NULL ? 0 : atomic_load(&shared->slots);
	}
	for (uint8_t slot = 0; slot <= SLOT_SHARED_LAST; slot++) {
		struct name name;
		if ((slots & 1u << slot) == 0)
			continue;
		name_make_bound(&name, bid->network, kind, form, bid->host, slot, &endpoint);
		if (name_is_bound(&name, bid->socket->type))
			return true;
	}
	return false;
}

/* Any address of the host that a wildcard of this form would cover. */
static bool has_specific_rival(const struct bid *bid, enum name_form form)
{
	struct host_view host;
	struct address loopback_v4 = address_loopback(AF_INET);
	struct address loopback_v6 = address_loopback(AF_INET6);
	if (form != FORM_V6 && bid_has_rival_at(bid, FORM_V4, &loopback_v4))
		return true;
	if (form != FORM_V4 && bid_has_rival_at(bid, FORM_V6, &loopback_v6))
		return true;
	if (!host_view(bid->network, bid->host, &host))
		return false;
	for (int i = 0; i < host.address_count; i++) {
		const struct address *address = &host.addresses[i];
		bool is_v4 = address_is_v4(address);
		if (form != FORM_DUAL && is_v4 != (form == FORM_V4))
			continue;
		if (bid_has_rival_at(bid, is_v4 ? FORM_V4 : FORM_V6, address))
			return true;
	}
	return false;
}

bool bid_has_rival(const struct bid *bid, enum name_form form, const struct address *address)
{
	struct address any_v4 = address_any(AF_INET), any_v6 = address_any(AF_INET6);
	bool is_any = address_is_any(address);
	if (!(is_any && form == FORM_DUAL) && bid_has_rival_at(bid, FORM_DUAL, &any_v6))
		return true;
	if (form == FORM_V4 || form == FORM_DUAL) {
		if (!(is_any && form == FORM_V4) && bid_has_rival_at(bid, FORM_V4, &any_v4))
			return true;
	}
	if (form == FORM_V6 || form == FORM_DUAL) {
		if (!(is_any && form == FORM_V6) && bid_has_rival_at(bid, FORM_V6, &any_v6))
			return true;
	}
	return is_any && has_specific_rival(bid, form);
}
