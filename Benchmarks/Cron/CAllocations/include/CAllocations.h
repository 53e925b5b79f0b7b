// Counts every allocation of the process: takes the place of the C library's allocation functions.
#pragma once

#include <stdint.h>

/// How many blocks the process has asked for so far, on any thread and from any library.
uint64_t allocations_made(void);
