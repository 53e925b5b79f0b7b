#ifndef CARNELIAN_CLIBPQ_SHIM_H
#define CARNELIAN_CLIBPQ_SHIM_H

#include <libpq-fe.h>

#ifdef __linux__
// Swift's Glibc module leaves these out.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// The name of a thread as debuggers and top(1) show it: at most 15 characters.
static inline void carnelian_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
#elif defined(__APPLE__)
#include <pthread.h>

static inline void carnelian_name_thread(const char *name) { pthread_setname_np(name); }
#endif

// PQsetNoticeReceiver wants a function that lives for ever; without one libpq writes to standard error.
static inline void carnelian_ignore_notice(void *context, const PGresult *result) {
    (void)context;
    (void)result;
}

static inline void carnelian_ignore_notices(PGconn *connection) {
    PQsetNoticeReceiver(connection, carnelian_ignore_notice, 0);
}

#endif
