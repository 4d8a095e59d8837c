/* SPDX-License-Identifier: ISC */
#ifndef RPT_FILE_H
#define RPT_FILE_H
/* Output files that appear under their name only when they are whole: written beside it, synced, renamed. */
#include "base/base.h"

typedef struct {
    int fd;
    char *path, *temporary; ///< NULL = standard output
    bool sync;              ///< fsync before the rename; off for many small files
} rpt_file;

/** Opens PATH.tmp.PID for writing, or standard output where path is NULL or "-". Errors: RPT_OUTPUT. */
rpt_status rpt_file_create(rpt_file *f, const char *path, rpt_messages *m);
/** Writes all of `s`; a full disk or closed pipe is RPT_OUTPUT with one message. */
rpt_status rpt_file_write(rpt_file *f, rpt_str s, rpt_messages *m);
/** Renames where `keep` says so, else removes what was written. Call once in any case. */
rpt_status rpt_file_close(rpt_file *f, bool keep, rpt_messages *m);
/** create, write, close. */
rpt_status rpt_file_write_whole(const char *path, rpt_str s, rpt_messages *m);

#endif
