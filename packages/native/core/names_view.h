/* The tables of names as one reader sees them. */
#ifndef SOCKETWRAP_NAMES_VIEW_H
#define SOCKETWRAP_NAMES_VIEW_H

#include "context.h"
#include "names_table.h"
#include "published.h"

enum names_source { NAMES_FILE, NAMES_PUBLISHED, NAMES_TABLES };

struct names_view {
	struct context context;
	struct published_view published;
	struct names_table tables[NAMES_TABLES]; /* by names_source; an earlier one comes first */
};

struct names_view names_view_open(struct context context);
/* When not, what was read may be nonsense: open another view and begin again. */
bool names_view_is_whole(const struct names_view *view);

#endif
