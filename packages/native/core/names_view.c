#include "names_view.h"

struct names_view names_view_open(struct context context)
{
	struct names_view view = { .context = context };
	view.published[NAMES_PUBLISHED] = published_look(published_names(context.network));
	for (int i = 0; i < NAMES_TABLES; i++)
		view.tables[i] = names_table_read(view.published[i].bytes, view.published[i].size);
	return view;
}

bool names_view_is_whole(const struct names_view *view)
{
	for (int i = 0; i < NAMES_TABLES; i++)
		if (!published_is_whole(&view->published[i]))
			return false;
	return true;
}
