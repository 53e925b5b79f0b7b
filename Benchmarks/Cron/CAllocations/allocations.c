#include "CAllocations.h"

#include <errno.h>
#include <stddef.h>

static uint64_t made;

uint64_t allocations_made(void) { return __atomic_load_n(&made, __ATOMIC_RELAXED); }

#ifdef __GLIBC__

static void count(void) { __atomic_fetch_add(&made, 1, __ATOMIC_RELAXED); }

// The C library's own functions, under the names that it keeps for this purpose.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);


void *malloc(size_t size) {
    count();
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count();
    return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
    count();
    return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
    count();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    return memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    *block = memalign(alignment, size);
    return *block == NULL ? ENOMEM : 0;
}

#endif
