/* SPDX-License-Identifier: ISC */
/* Output files that appear by rename. Plain write(2): the callers hand over large buffers. */
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *shown(const rpt_file *f) { return f->path ? f->path : "standard output"; }

rpt_status rpt_file_create(rpt_file *f, const char *path, rpt_messages *m) {
    *f = (rpt_file){.fd = 1};
    if (!path || !strcmp(path, "-")) return RPT_OK;
    struct stat about;
    rpt_buf temporary = {0};
    /* A device or a pipe is written in place: a rename would replace it by a file. */
    const bool in_place = stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
    if (!in_place) rpt_buf_printf(&temporary, "%s.tmp.%ld", path, (long)getpid());
    f->temporary = temporary.p;
    f->path = strdup(path);
    f->sync = !in_place;
    f->fd = open(in_place ? path : f->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (f->fd >= 0) return RPT_OK;
    const int why = errno;
    const rpt_status status = rpt_fail(m, RPT_OUTPUT, (rpt_place){path, 0, 0}, "cannot write: %s", strerror(why));
    free(f->path);
    free(f->temporary);
    *f = (rpt_file){.fd = -1};
    return status;
}

rpt_status rpt_file_write(rpt_file *f, rpt_str s, rpt_messages *m) {
    while (s.len) {
        const ssize_t n = write(f->fd, s.p, s.len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            return rpt_fail(m, RPT_OUTPUT, (rpt_place){shown(f), 0, 0}, "cannot write: %s%s", strerror(errno),
                            errno == ENOSPC ? "; make room and run again" : "");
        }
        s.p += n;
        s.len -= (uint32_t)n;
    }
    return RPT_OK;
}

rpt_status rpt_file_close(rpt_file *f, bool keep, rpt_messages *m) {
    if (!f->path) return RPT_OK;
    /* Delayed allocation reports a full disk as late as here. */
    bool good = !keep || !f->sync || fsync(f->fd) == 0 || errno == EINVAL || errno == EROFS;
    good = close(f->fd) == 0 && good;
    if (good && keep && f->temporary) good = rename(f->temporary, f->path) == 0;
    const int why = errno;
    if (f->temporary && (!good || !keep)) unlink(f->temporary);
    const rpt_status status =
        good ? RPT_OK : rpt_fail(m, RPT_OUTPUT, (rpt_place){f->path, 0, 0}, "cannot write: %s", strerror(why));
    free(f->path);
    free(f->temporary);
    *f = (rpt_file){.fd = -1};
    return status;
}

rpt_status rpt_file_write_whole(const char *path, rpt_str s, rpt_messages *m) {
    rpt_file f;
    TRY(rpt_file_create(&f, path, m));
    f.sync = false;
    const rpt_status status = rpt_file_write(&f, s, m);
    const rpt_status closed = rpt_file_close(&f, !status, m);
    return status ? status : closed;
}
