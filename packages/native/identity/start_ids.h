/* Whom a program believes to be when it begins: what its parent gave it, or what UID_WRAPPER says. */
#ifndef SOCKETWRAP_START_IDS_H
#define SOCKETWRAP_START_IDS_H

#include "credentials.h"

/* False: its real ids. */
bool start_ids(struct credentials *credentials);

#endif
