/* SPDX-License-Identifier: ISC */
/*
 * In: graphs that a store has taken. Out: the same, after a crash. One line a graph, `done HASH TRIPLES IRI`, behind a line that
 * names the endpoint. A line that was cut off is as if it had never been: its graph is sent again, which changes nothing.
 */
#include "store/store.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    uint64_t graph, hash; ///< graph 0 = free
} entry;

struct rpt_journal {
    const char *path;
    int fd;
    entry *slots;
    uint32_t mask, n;
    rpt_buf line;
    time_t synced;
};

static uint64_t key_of(rpt_str graph) {
    const uint64_t h = rpt_hash(graph);
    return h ? h : 1;
}

static entry *slot_of(const rpt_journal *j, uint64_t key) {
    uint32_t i = (uint32_t)key & j->mask;
    while (j->slots[i].graph && j->slots[i].graph != key) i = (i + 1) & j->mask;
    return &j->slots[i];
}

static void remember(rpt_journal *j, rpt_str graph, uint64_t hash) {
    if (++j->n > j->mask / 2) {
        entry *old = j->slots;
        const uint32_t n = j->mask + 1;
        j->mask = n * 2 - 1;
        j->slots = calloc(j->mask + 1, sizeof *j->slots);
        if (!j->slots) abort();
        for (uint32_t i = 0; i < n; i++)
            if (old[i].graph) *slot_of(j, old[i].graph) = old[i];
        free(old);
    }
    *slot_of(j, key_of(graph)) = (entry){key_of(graph), hash};
}

static rpt_status take_line(rpt_journal *j, rpt_str line, uint32_t number, rpt_messages *m) {
    char *end;
    rpt_str rest = line;
    const rpt_str word = rpt_str_cut(&rest, ' '), hash = rpt_str_cut(&rest, ' '), triples = rpt_str_cut(&rest, ' ');
    const uint64_t value = hash.len == 16 ? strtoull(hash.p, &end, 16) : 0;
    if (!rpt_str_is(word, "done") || hash.len != 16 || end != hash.p + 16 || !triples.len || !rest.len)
        return rpt_fail(m, RPT_CONFIG, (rpt_place){j->path, number, 1}, "is no line of a journal; give another file, or remove it to load all again");
    remember(j, rest, value);
    return RPT_OK;
}

static rpt_status write_whole(rpt_journal *j, rpt_messages *m) {
    for (size_t at = 0; at < j->line.len;) {
        const ssize_t n = write(j->fd, j->line.p + at, j->line.len - at);
        if (n < 0 && errno != EINTR) return rpt_fail(m, RPT_OUTPUT, (rpt_place){j->path, 0, 0}, "cannot be written: %m");
        if (n > 0) at += (size_t)n;
    }
    return RPT_OK;
}

/* The lines of an earlier run; what follows the last line end was cut off and goes. */
static rpt_status read_back(rpt_journal *j, const char *endpoint, rpt_messages *m) {
    rpt_buf text = {0}, head = {0};
    rpt_status status = rpt_file_read(&text, j->path, RPT_TEXT_MAX, m);
    rpt_str rest = rpt_buf_view(&text);
    while (rest.len && rest.p[rest.len - 1] != '\n') rest.len--;
    const off_t whole = rest.len;
    rpt_buf_printf(&head, "rapporteur-journal 1 %s", endpoint);
    if (!status && rest.len && !rpt_str_equal(rpt_str_cut(&rest, '\n'), rpt_buf_view(&head)))
        status = rpt_fail(m, RPT_CONFIG, (rpt_place){j->path, 1, 1}, "is the journal of another endpoint; give another file");
    for (uint32_t number = 2; !status && rest.len; number++) status = take_line(j, rpt_str_cut(&rest, '\n'), number, m);
    if (!status && ftruncate(j->fd, whole)) status = rpt_fail(m, RPT_OUTPUT, (rpt_place){j->path, 0, 0}, "cannot be written: %m");
    if (!status && !whole) {
        rpt_buf_printf(&j->line, "%s\n", head.p);
        status = write_whole(j, m);
    }
    rpt_buf_clear(&text);
    rpt_buf_clear(&head);
    return status;
}

rpt_status rpt_journal_open(rpt_journal **out, const char *path, const char *endpoint, rpt_messages *m) {
    rpt_journal *j = calloc(1, sizeof *j);
    if (!j) abort();
    *out = j;
    j->path = path;
    j->fd = -1;
    j->mask = 1023;
    j->slots = calloc(j->mask + 1, sizeof *j->slots);
    if (!j->slots) abort();
    if (!path) return RPT_OK;
    j->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (j->fd < 0) return rpt_fail(m, RPT_OUTPUT, (rpt_place){path, 0, 0}, "cannot be opened: %m");
    return read_back(j, endpoint, m);
}

bool rpt_journal_has(const rpt_journal *j, rpt_str graph, uint64_t hash) {
    const entry *e = slot_of(j, key_of(graph));
    return e->graph && e->hash == hash;
}

rpt_status rpt_journal_add(rpt_journal *j, rpt_str graph, uint64_t hash, uint32_t triples, rpt_messages *m) {
    if (j->fd < 0) return RPT_OK;
    j->line.len = 0;
    rpt_buf_printf(&j->line, "done %016llx %u %.*s\n", (unsigned long long)hash, triples, RPT_FMT(graph));
    TRY(write_whole(j, m));
    /* A line that the disk has not seen costs one PUT more after a power cut, so once a second is enough. */
    const time_t now = time(NULL);
    if (now != j->synced && fdatasync(j->fd)) return rpt_fail(m, RPT_OUTPUT, (rpt_place){j->path, 0, 0}, "cannot be written: %m");
    j->synced = now;
    return RPT_OK;
}

rpt_status rpt_journal_close(rpt_journal *j, rpt_messages *m) {
    if (!j) return RPT_OK;
    rpt_status status = RPT_OK;
    if (j->fd >= 0 && (fsync(j->fd) | close(j->fd))) status = rpt_fail(m, RPT_OUTPUT, (rpt_place){j->path, 0, 0}, "cannot be written: %m");
    free(j->slots);
    rpt_buf_clear(&j->line);
    free(j);
    return status;
}
