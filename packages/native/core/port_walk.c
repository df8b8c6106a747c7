#include "port.h"

#include "network_file.h"
#include "shared_port.h"

/* The forms that answer for an address, most specific first; false when there is none left. */
static bool form_at(uint8_t index, const struct endpoint *destination, enum name_form *form,
                    struct endpoint *bound)
{
	bool is_v4 = address_is_v4(&destination->address);
	bound->port = destination->port;
	switch (index) {
	case 0:
		*form = is_v4 ? FORM_V4 : FORM_V6;
		bound->address = destination->address;
		return true;
	case 1:
		*form = is_v4 ? FORM_V4 : FORM_V6;
		bound->address = address_any(is_v4 ? AF_INET : AF_INET6);
		return true;
	case 2:
		*form = FORM_DUAL;
		bound->address = address_any(AF_INET6);
		return true;
	default:
		return false;
	}
}

/* Slot 0 first, then the slots of a shared port, beginning at its turn. */
static bool slot_at(struct port_walk *walk, uint8_t *slot)
{
	while (walk->step <= SLOT_SHARED_LAST) {
		uint8_t step = walk->step++;
		if (step == 0) {
			*slot = SLOT_ALONE;
			return true;
		}
		if (walk->slots == 0)
			return false;
		*slot = (uint8_t)(SLOT_SHARED_FIRST + (walk->turn + step - 1) % SLOT_SHARED_LAST);
		if (walk->slots & 1u << *slot)
			return true;
	}
	return false;
}

static void look_up_shared(struct port_walk *walk, const struct network *network,
                           enum name_kind kind, enum name_form form, uint16_t host,
                           const struct endpoint *bound)
{
	struct shared_port *shared = shared_port_find(network, kind, form, host, bound);
	walk->has_shared = true;
	walk->slots = shared == NULL ? 0 : atomic_load(&shared->slots);
	if (shared == NULL)
		return;
	/* Listeners take turns, a UDP sender stays with its receiver; without SO_REUSEPORT the
	 * socket that was bound last gets the datagrams. */
	uint32_t turn = kind == NAME_TCP                  ? atomic_fetch_add(&shared->turn, 1)
	                : atomic_load(&shared->is_spread) ? walk->seed
	                                                  : atomic_load(&shared->turn);
	walk->turn = (turn + SLOT_SHARED_LAST - 1) % SLOT_SHARED_LAST;
}

bool port_walk_next(struct port_walk *walk, const struct network *network, enum name_kind kind,
                    uint16_t host, const struct endpoint *destination, struct name *name)
{
	enum name_form form;
	struct endpoint bound;
	uint8_t slot;
	while (form_at(walk->form, destination, &form, &bound)) {
		if (!walk->has_shared)
			look_up_shared(walk, network, kind, form, host, &bound);
		if (slot_at(walk, &slot)) {
			name_make_bound(name, network, kind, form, host, slot, &bound);
			return true;
		}
		walk->form++;
		walk->step = 0;
		walk->has_shared = false;
	}
	return false;
}
