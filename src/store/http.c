/* SPDX-License-Identifier: ISC */
/*
 * In: requests. Out: replies. One connection, kept open. Bodies have a length and are never chunked (Virtuoso loses chunked
 * ones and says 201); certificates are checked; a redirect to another host is refused, as it would carry the password there.
 */
#include "store/store.h"
#include <curl/curl.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

struct rpt_http {
    CURL *curl;
    rpt_buf password; ///< wiped at the end
    char *user;
    rpt_reply *reply; ///< of the running request
    rpt_buf location;
    uint32_t retries;
    long auth; ///< curl's set of ways to authenticate; 0 = no user
    bool once; ///< something was answered before: a lost connection is worth another try
};

/* -- Opening ------------------------------------------------------------------------------------------ */

static rpt_status read_password(rpt_http *h, const rpt_store_options *o, rpt_messages *m) {
    const char *user = o->user ? o->user : getenv("RAPPORTEUR_USER"), *word = getenv("RAPPORTEUR_PASSWORD");
    if (!user) return RPT_OK;
    h->user = strdup(user);
    if (o->password_file) TRY(rpt_file_read(&h->password, o->password_file, 4096, m));
    else if (word) rpt_buf_z(&h->password, word);
    else return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "a user without a password; give --password-file FILE or set RAPPORTEUR_PASSWORD");
    while (h->password.len && (h->password.p[h->password.len - 1] == '\n' || h->password.p[h->password.len - 1] == '\r'))
        h->password.p[--h->password.len] = 0;
    return RPT_OK;
}

static size_t take_body(char *p, size_t size, size_t n, void *user) {
    enum { LIMIT = 1 << 30 };
    rpt_reply *reply = ((rpt_http *)user)->reply;
    if (reply->body.len + size * n > LIMIT) return 0;
    rpt_buf_add(&reply->body, p, size * n);
    return size * n;
}

static rpt_str header_value(rpt_str line, const char *name) {
    const size_t n = strlen(name);
    if (line.len <= n || line.p[n] != ':' || strncasecmp(line.p, name, n)) return (rpt_str){"", 0};
    return rpt_str_trim((rpt_str){line.p + n + 1, line.len - (uint32_t)n - 1});
}

static size_t take_header(char *p, size_t size, size_t n, void *user) {
    rpt_http *h = user;
    const rpt_str line = {p, (uint32_t)(size * n)};
    const rpt_str wait = header_value(line, "Retry-After"), location = header_value(line, "Location");
    if (wait.len && wait.len < 10) h->reply->retry_after = strtod(wait.p, NULL);
    if (location.len) {
        h->location.len = 0;
        rpt_buf_str(&h->location, location);
    }
    return size * n;
}

rpt_status rpt_http_open(rpt_http **out, const rpt_store_options *o, bool digest, rpt_messages *m) {
    rpt_http *h = calloc(1, sizeof *h);
    *out = h;
    if (!h || curl_global_init(CURL_GLOBAL_DEFAULT) || !(h->curl = curl_easy_init()))
        return rpt_fail(m, RPT_CONFIG, (rpt_place){0}, "the HTTP library does not start");
    h->retries = o->retries ? o->retries : 6;
    TRY(read_password(h, o, m));
    curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, h);
    curl_easy_setopt(h->curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(h->curl, CURLOPT_HEADERDATA, h);
    curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(h->curl, CURLOPT_CONNECTTIMEOUT, 20L);
    curl_easy_setopt(h->curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(h->curl, CURLOPT_LOW_SPEED_TIME, 600L);
    curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(h->curl, CURLOPT_USERAGENT, "rapporteur/" RPT_VERSION);
    if (h->user) {
        curl_easy_setopt(h->curl, CURLOPT_USERNAME, h->user);
        curl_easy_setopt(h->curl, CURLOPT_PASSWORD, h->password.p ? h->password.p : "");
        h->auth = (long)(digest ? CURLAUTH_DIGEST : CURLAUTH_BASIC | CURLAUTH_DIGEST);
    }
    return RPT_OK;
}

void rpt_http_close(rpt_http *h) {
    if (!h) return;
    if (h->curl) curl_easy_cleanup(h->curl);
    if (h->password.p) explicit_bzero(h->password.p, h->password.len);
    rpt_buf_clear(&h->password);
    rpt_buf_clear(&h->location);
    free(h->user);
    free(h);
    curl_global_cleanup();
}

/* -- Sending ------------------------------------------------------------------------------------------- */

static struct curl_slist *header(struct curl_slist *list, const char *name, const char *value) {
    if (!value) return list;
    rpt_buf line = {0};
    rpt_buf_printf(&line, "%s: %s", name, value);
    list = curl_slist_append(list, line.p);
    rpt_buf_clear(&line);
    return list;
}

static void send_once(rpt_http *h, const rpt_request *q, const char *url, rpt_reply *reply) {
    reply->body.len = 0;
    reply->code = 0;
    reply->retry_after = 0;
    reply->error[0] = 0;
    h->reply = reply;
    h->location.len = 0;
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    headers = header(headers, "Content-Type", q->content_type);
    headers = header(headers, "Accept", q->accept);
    curl_easy_setopt(h->curl, CURLOPT_URL, url);
    curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, reply->error);
    if (h->auth) curl_easy_setopt(h->curl, CURLOPT_HTTPAUTH, q->open ? (long)CURLAUTH_NONE : h->auth);
    const bool has_body = strcmp(q->method, "GET") && strcmp(q->method, "DELETE");
    if (has_body) {
        curl_easy_setopt(h->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)q->body.len);
        curl_easy_setopt(h->curl, CURLOPT_POSTFIELDS, q->body.len ? q->body.p : "");
    } else curl_easy_setopt(h->curl, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(h->curl, CURLOPT_CUSTOMREQUEST, q->method);
    const CURLcode done = curl_easy_perform(h->curl);
    if (done == CURLE_OK) curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &reply->code);
    else if (!reply->error[0]) snprintf(reply->error, sizeof reply->error, "%s", curl_easy_strerror(done));
    if (done == CURLE_PEER_FAILED_VERIFICATION) reply->code = -1;
    curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, NULL);
    curl_slist_free_all(headers);
}

/* Scheme, host and port, the three that a redirect may not change. */
static bool same_host(const char *a, const char *b) {
    static const CURLUPart parts[] = {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT};
    CURLU *left = curl_url(), *right = curl_url();
    bool same = left && right && !curl_url_set(left, CURLUPART_URL, a, 0) && !curl_url_set(right, CURLUPART_URL, a, 0) &&
                !curl_url_set(right, CURLUPART_URL, b, 0);
    for (int i = 0; same && i < 3; i++) {
        char *x = NULL, *y = NULL;
        same = !curl_url_get(left, parts[i], &x, CURLU_DEFAULT_PORT) && !curl_url_get(right, parts[i], &y, CURLU_DEFAULT_PORT) &&
               !strcasecmp(x, y);
        curl_free(x);
        curl_free(y);
    }
    curl_url_cleanup(left);
    curl_url_cleanup(right);
    return same;
}

static char *absolute(const char *base, const char *location) {
    CURLU *u = curl_url();
    char *whole = NULL, *copy = NULL;
    if (u && !curl_url_set(u, CURLUPART_URL, base, 0) && !curl_url_set(u, CURLUPART_URL, location, 0) &&
        !curl_url_get(u, CURLUPART_URL, &whole, 0))
        copy = strdup(whole);
    curl_free(whole);
    curl_url_cleanup(u);
    return copy;
}

void rpt_http_send(rpt_http *h, const rpt_request *q, rpt_reply *reply) {
    char *url = strdup(q->url);
    for (int hops = 0; url && hops < 5; hops++) {
        send_once(h, q, url, reply);
        if (reply->code < 300 || reply->code >= 400 || !h->location.len) break;
        if (!same_host(url, h->location.p)) {
            reply->code = -1;
            snprintf(reply->error, sizeof reply->error, "it redirects to another host (%.150s), which is refused", h->location.p);
            break;
        }
        char *next = absolute(url, h->location.p);
        free(url);
        url = next;
    }
    free(url);
}

static bool is_passing(long code) { return code == 0 || code == 408 || code == 429 || code >= 500; }

static void wait_for(double seconds) {
    struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    while (nanosleep(&t, &t)) continue;
}

/* The first line of what the server says, without tags of HTML. */
static rpt_str first_words(const rpt_reply *reply) {
    rpt_str rest = rpt_str_trim(rpt_buf_view(&reply->body));
    rpt_str line = rpt_str_trim(rpt_str_cut(&rest, '\n'));
    if (line.len && line.p[0] == '<') line.len = 0;
    if (line.len > 200) line.len = 200;
    return line;
}

static const struct {
    long code;
    const char *advice;
} advices[] = {{401, "give --user and --password-file"},
               {403, "the user may not write there"},
               {404, "is this the right URL and --store?"},
               {405, "is this the right URL and --store?"},
               {413, "the graph is larger than the server takes; raise its limit"},
               {415, "the store does not take N-Triples; is --store right?"}};

static rpt_status report(const rpt_request *q, const rpt_reply *reply, const char *what, rpt_messages *m) {
    const rpt_place place = {q->url, 0, 0};
    const rpt_str words = first_words(reply);
    if (reply->code <= 0)
        return rpt_fail(m, RPT_OUTPUT, place, "%s: %s%s", what, reply->error, reply->code ? "" : "; is the server running?");
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
        if (advices[i].code == reply->code)
            return rpt_fail(m, RPT_OUTPUT, place, "%s: HTTP %ld; %s%s%.*s", what, reply->code, advices[i].advice, words.len ? ": " : "", RPT_FMT(words));
    return rpt_fail(m, RPT_OUTPUT, place, "%s: HTTP %ld%s%.*s", what, reply->code, words.len ? ": " : "", RPT_FMT(words));
}

rpt_status rpt_http_insist(rpt_http *h, const rpt_request *q, rpt_reply *reply, const char *what, rpt_messages *m) {
    double pause = 0.25;
    for (uint32_t i = 0;; i++) {
        rpt_http_send(h, q, reply);
        if (reply->code >= 200 && reply->code < 300) {
            h->once = true;
            return RPT_OK;
        }
        /* A server that was never there is not waited for. */
        const bool worth = is_passing(reply->code) && (h->once || reply->code > 0) && i < h->retries;
        if (!worth) return report(q, reply, what, m);
        const double wait = reply->retry_after > pause ? reply->retry_after : pause;
        wait_for(wait > 300 ? 300 : wait);
        pause = pause < 8 ? pause * 2 : pause;
    }
}

void rpt_url_escape(rpt_buf *out, rpt_str s) {
    for (uint32_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        const bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || strchr("-._~", c);
        if (plain && c) rpt_buf_char(out, (char)c);
        else rpt_buf_printf(out, "%%%02X", c);
    }
}

rpt_status rpt_http_ask(rpt_http *h, const char *url, rpt_str query, const char *accept, rpt_reply *reply, const char *what, rpt_messages *m) {
    rpt_buf form = {0};
    rpt_buf_z(&form, "query=");
    rpt_url_escape(&form, query);
    /* Digest begins with an empty request that asks for a nonce; Virtuoso's open endpoint takes it for an empty query. */
    const bool open = h->auth == (long)CURLAUTH_DIGEST && !strstr(url, "-auth");
    const rpt_request post = {"POST", url, rpt_buf_view(&form), "application/x-www-form-urlencoded", accept, open};
    const rpt_status status = rpt_http_insist(h, &post, reply, what, m);
    rpt_buf_clear(&form);
    return status;
}
