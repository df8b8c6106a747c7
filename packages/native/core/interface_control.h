/* The ioctl() requests of netdevice(7), answered for a host's virtual interfaces. */
#ifndef SOCKETWRAP_INTERFACE_CONTROL_H
#define SOCKETWRAP_INTERFACE_CONTROL_H

#include "context.h"

/* 0 or -errno; nothing can be changed (-EPERM). `family` is that of the socket that asks. */
int interface_control(struct context context, int family, unsigned long request, void *argument);

#endif
