#include "names_view.h"

#include "names_file.h"

struct names_view names_view_open(struct context context)
{
	struct published_view published = published_look(published_names(context.network));
	return (struct names_view){
		.context = context,
		.published = published,
		.tables = {
			[NAMES_FILE] = names_file_table(),
			[NAMES_PUBLISHED] = names_table_read(published.bytes, published.size),
		},
	};
}

bool names_view_is_whole(const struct names_view *view)
{
	return published_is_whole(&view->published);
}
