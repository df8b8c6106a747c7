/* What the add-on may call: one table, so that there is one core in a process, the library's. */
#ifndef SOCKETWRAP_FACE_H
#define SOCKETWRAP_FACE_H

#include "core/executable.h"
#include "core/names.h"
#include "core/network.h"
#include "core/policy.h"

struct face {
	/* All of these are found by socketwrap_version first: the table is the same in all libraries
	 * of one version, and only there. */
	const char *(*library_path)(void);
	int (*enter)(struct network *network, uint16_t host);
	int (*leave)(void);

	/* The network stays mapped while one of its sockets is open, also after it was closed. */
	int (*create)(struct network **network, const char *directory);
	int (*open)(struct network **network, const char *directory);
	void (*close)(struct network *network);
	const char *(*id)(const struct network *network);

	int (*record)(struct network *network, uint64_t capacity);
	int (*keep_tls_keys)(struct network *network);
	int (*publish_names)(struct network *network, const void *bytes, size_t size);
	int (*publish_policy)(struct network *network, const void *bytes, size_t size);
	enum names_result (*names_lookup)(struct context context, const char *name, int family,
	                                  struct names_addresses *found);
	struct verdict (*decide)(struct context context, int protocol, bool is_inbound,
	                         const struct endpoint *endpoint);
	struct verdict (*decide_service)(struct context context, int protocol, const char *name,
	                                 uint16_t port);
	struct verdict (*decide_unix)(struct context context, const char *path);
	int (*host_of_address)(struct context context, const struct address *address);
	void (*lookups_add)(struct context context, const char *name,
	                    const struct address *address);
	void (*notice_name)(struct context context, const char *name);
	enum names_result (*names_reverse)(struct context context, const struct address *address,
	                                   struct names_pointer *found);
	int (*host_add)(struct network *, const char *, const struct address *, int,
	                struct address *);
	void (*host_remove)(struct network *network, uint16_t index);
	void (*host_set_silent)(struct network *network, uint16_t index, bool is_silent);
	bool (*host_view)(const struct network *network, uint16_t index, struct host_view *view);
	int (*host_count)(const struct network *network);
	bool (*process_view)(const struct network *network, int slot, struct process_view *view);
	bool (*notice_next)(const struct network *network, uint64_t sequence,
	                    struct notice *notice);

	bool (*address_parse)(const char *text, struct address *address);
	void (*address_format)(const struct address *address, char text[ADDRESS_TEXT_SIZE]);

	int (*inspect)(struct executable *executable, int directory, const char *file,
	               const char *search_path);
	const char *(*kind_name)(enum executable_kind kind);
	enum executable_way (*way_in)(enum executable_kind kind);
	const char *(*way_name)(enum executable_way way);
};

extern const struct face socketwrap_face;
extern const char socketwrap_version[];

#endif
