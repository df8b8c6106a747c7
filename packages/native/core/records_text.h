/* The file of records that resolv_wrapper's manual page describes: lines of TYPE NAME VALUE. */
#ifndef SOCKETWRAP_RECORDS_TEXT_H
#define SOCKETWRAP_RECORDS_TEXT_H

#include "names_draft.h"
#include "text_file.h"

/* Lines that cannot be understood are left out. */
void records_text_compile(struct text_rest text, struct names_draft *draft);

#endif
