#ifndef CARNELIAN_CLIBPQ_SHIM_H
#define CARNELIAN_CLIBPQ_SHIM_H

#include <libpq-fe.h>

#endif
