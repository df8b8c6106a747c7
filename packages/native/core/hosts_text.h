/* Lines of a hosts(5) file that somebody wrote. */
#ifndef SOCKETWRAP_HOSTS_TEXT_H
#define SOCKETWRAP_HOSTS_TEXT_H

#include "address.h"
#include "names_draft.h"
#include "text_file.h"

/* Takes lines up to the next with an address; its names are the words of `names`. False at the end. */
bool hosts_text_next(struct text_rest *rest, struct address *address, struct text_rest *names);
/* The names of all lines, and those of the addresses. The first name of a line is its canonical one. */
void hosts_text_compile(struct text_rest text, struct names_draft *draft);

#endif
