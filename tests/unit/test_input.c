/* SPDX-License-Identifier: ISC */
/* Encodings, readers, origins, names, walking, hostile bytes; and pages of the corpus against their texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "input/input.h"
#include "text/text.h"

static rpt_arena arena;
static rpt_document d;
static uint32_t messages;
static char last_message[2048];

static void keep_message(void *user, rpt_severity severity, rpt_place place, const char *text) {
    (void)user, (void)severity, (void)place;
    messages++;
    snprintf(last_message, sizeof last_message, "%s", text);
}
static rpt_messages sink = {keep_message, NULL};

static rpt_status read_as(const char *source, const char *bytes, size_t len, const rpt_input_options *o) {
    messages = 0;
    last_message[0] = 0;
    rpt_arena_clear(&arena);
    rpt_document_init(&d, &arena);
    return rpt_input_read(&d, rpt_str_of(source), (rpt_str){bytes, (uint32_t)len}, o, &sink);
}
static rpt_status read_z(const char *source, const char *text) {
    return read_as(source, text, strlen(text), &(rpt_input_options){0});
}
static void expect_text(const char *text) {
    char *got = strndup(d.text.p, d.text.len);
    assert_string_equal(got, text);
    free(got);
}
static int clear(void **state) {
    (void)state;
    rpt_arena_clear(&arena);
    return 0;
}

static void names(void **state) {
    (void)state;
    const char *pairs[][2] = {{"a/b.c/news.txt", "news"}, {"page.html.gz", "page"}, {"x.zip!in/one.two.xml", "one.two"},
                              {"feed.rss!the-item-1", "the-item-1"}, {"a/news.txt#2", "news-2"}, {"Yes!.txt", "Yes!"}, {"a/..", "document"}, {"stdin", "stdin"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rpt_arena_clear(&arena);
        rpt_document_init(&d, &arena);
        rpt_input_name(&d, rpt_str_of(pairs[i][0]));
        assert_string_equal(d.name.p, pairs[i][1]);
    }
}

static void encodings(void **state) {
    (void)state;
    const rpt_input_options none = {0}, cyrillic = {.encoding = "windows-1251"}, unknown = {.encoding = "x"};
    assert_int_equal(read_as("a.txt", "\xEF\xBB\xBFOne", 6, &none), RPT_OK);
    expect_text("One");
    assert_int_equal(rpt_document_origin(&d, 1), 4);
    assert_int_equal(read_as("a.txt", "\xFF\xFEO\0\x19\x20n\0", 8, &none), RPT_OK);
    expect_text("O’n");
    assert_int_equal(rpt_document_origin(&d, 1), 4);
    assert_int_equal(rpt_document_origin(&d, 4), 6);
    assert_int_equal(read_as("a.txt", "\0O\0n", 4, &none), RPT_OK);
    expect_text("On");
    assert_int_equal(read_as("a.txt", "it\x92s \x96 ok", 9, &none), RPT_OK);
    expect_text("it’s – ok");
    assert_int_equal(rpt_document_origin(&d, 5), 3);
    assert_int_equal(read_as("a.txt", "\xCC\xEE\xF1\xEA\xE2\xE0", 6, &cyrillic), RPT_OK);
    expect_text("Москва");
    assert_int_equal(rpt_document_origin(&d, 2), 1);
    assert_int_equal(read_z("a.html", "<html><meta charset=windows-1251><p>\xCC\xEE</p></html>"), RPT_OK);
    expect_text("Мо\n");
    assert_int_equal(read_z("a.txt", "\xC3\xA9 and \xC3\xA9 and \xFF"), RPT_OK);
    expect_text("é and é and \xEF\xBF\xBD");
    assert_int_equal(messages, 1);
    assert_int_equal(read_as("a.txt", "x", 1, &unknown), RPT_CONFIG);
    assert_int_equal(messages, 1);
    assert_int_equal(read_as("a.bin", "\x7F" "ELF\0\0\1\2\0x", 10, &none), RPT_SKIPPED);
    assert_int_equal(messages, 1);
}

/** Every word of the text is at its origin in the bytes. */
static void expect_origins(const char *bytes) {
    rpt_text_analyse(&d);
    for (uint32_t i = 0; i < d.tokens.n; i++) {
        const rpt_str word = rpt_token_text(&d, &d.tokens.at[i]);
        const uint32_t at = rpt_document_origin(&d, d.tokens.at[i].begin);
        assert_true(at + word.len <= strlen(bytes));
        if (bytes[at] != '&') assert_memory_equal(bytes + at, word.p, word.len);
    }
}

static void html(void **state) {
    (void)state;
    const char *page =
        "<!DOCTYPE html><html lang=\"en\"><head><title>Site: Talks</title><meta property=\"og:site_name\" content=\"The Office\">"
        "<script>var x = '<p>no</p>';</script></head><body class=\"no-sidebar\"><nav><a>Menu</a></nav><div class=\"top share-box\">Share</div>"
        "<article><h1>Talks &amp; more</h1><div class=\"page__lead\"><p>They  met\n here.</p></div><time datetime=\"2019-02-14\">February 14,\n 2019</time>"
        "<div class=\"page__place\">Sochi</div><p>The <b>President</b> of&nbsp;Examplia<span class=\"tooltip\">turned round</span> said &#8220;yes&#8221;."
        "<br>Next line</p><figure><img alt=x><figcaption>Caption</figcaption></figure><ul><li>One</li><li>Two</li></ul>"
        "<blockquote>The President of Examplia said yes</blockquote><blockquote>Another text altogether is quoted here.</blockquote></article>"
        "<footer>All rights</footer></body></html>";
    assert_int_equal(read_z("a.html", page), RPT_OK);
    expect_text("Talks & more\n\nThey met here.\n\nFebruary 14, 2019\n\nSochi\n\nThe President of Examplia said “yes”.\n\nNext line\n\nOne\n\nTwo\n\n"
                "The President of Examplia said yes\n\nAnother text altogether is quoted here.\n");
    assert_true(rpt_str_is(d.title, "Talks & more"));
    assert_true(rpt_str_is(d.lead, "They met here."));
    assert_true(rpt_str_is(d.place, "Sochi"));
    assert_true(rpt_str_is(d.date_text, "2019-02-14"));
    assert_true(rpt_str_is(d.publisher, "The Office"));
    assert_int_equal(messages, 0);
    assert_int_equal(d.blocks.at[0].kind, RPT_BLOCK_TITLE);
    assert_int_equal(d.blocks.at[6].kind, RPT_BLOCK_ITEM);
    assert_int_equal(d.blocks.at[8].kind, RPT_BLOCK_NOISE);
    assert_int_equal(d.blocks.at[9].kind, RPT_BLOCK_PARAGRAPH);
    expect_origins(page);
    assert_int_equal(d.blocks.at[2].kind, RPT_BLOCK_DATELINE);
    assert_int_equal(d.blocks.at[3].kind, RPT_BLOCK_DATELINE);
}

static void tei(void **state) {
    (void)state;
    const char *text =
        "<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\"><teiHeader><title type=\"short\">Short</title>"
        "<title type=\"complete\">The\n   whole title</title></teiHeader><text><body><div><head>45. Letter<note n=\"1\" type=\"source\">Source: Files.</note></head>"
        "<dateline><placeName>Paris</placeName>, <date when=\"1961-05-03\">May 3, 1961</date>.</dateline><p>He said<note n=\"2\">Not found.</note> so to <pb/>me.</p>"
        "<list><head>PARTICIPANTS</head><item>Mr. <persName>A</persName></item></list><closer><signed>B</signed></closer></div></body></text></TEI>";
    assert_int_equal(read_z("a.xml", text), RPT_OK);
    expect_text("The whole title\n\n45. Letter\n\nParis, May 3, 1961.\n\nHe said[2] so to me.\n\nPARTICIPANTS\n\nMr. A\n\nB\n\nSource: Files.\n\n[2] Not found.\n");
    assert_true(rpt_str_is(d.place, "Paris"));
    assert_true(rpt_str_is(d.date_text, "1961-05-03"));
    assert_true(rpt_str_is(d.title, "The whole title"));
    assert_int_equal(rpt_document_origin(&d, 0), (uint32_t)(strstr(text, "The\n") - text));
    const uint32_t found = (uint32_t)(strstr(d.text.p, "found.") - d.text.p);
    assert_int_equal(rpt_document_origin(&d, found), (uint32_t)(strstr(text, "found.") - text));
    /* No file is opened, no entity grows. */
    assert_int_equal(read_z("b.xml", "<?xml version=\"1.0\"?><!DOCTYPE t [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\"><!ENTITY f SYSTEM \"/etc/passwd\">]>"
                                     "<t><p>One &b;&f; two &amp; three&nbsp;four</p></t>"), RPT_OK);
    assert_null(strstr(d.text.p, "aaaa"));
    assert_null(strstr(d.text.p, "root:"));
    assert_non_null(strstr(d.text.p, "two & three four"));
}

/* -- Walking --------------------------------------------------------------------------------- */

static char seen[4096], folder[] = "/tmp/rapporteur-test-XXXXXX";

static rpt_status see(void *user, rpt_str source, rpt_str bytes) {
    (void)user;
    rpt_arena_clear(&arena);
    rpt_document_init(&d, &arena);
    const rpt_status status = rpt_input_read(&d, source, bytes, &(rpt_input_options){0}, &sink);
    const size_t n = strlen(seen);
    snprintf(seen + n, sizeof seen - n, "%s=%.20s;", d.name.p, status ? "-" : d.text.p);
    return status;
}

static uint32_t walk(const char *path, uint32_t limit) {
    uint32_t skipped = 0;
    messages = 0;
    seen[0] = 0;
    const rpt_input_options o = {.limit = limit};
    assert_int_equal(rpt_input_walk(&path, 1, &o, see, NULL, &skipped, &sink), RPT_OK);
    for (char *p = seen; *p; p++) *p = *p == '\n' ? '/' : *p;
    return skipped;
}

static char *in_folder(const char *name) {
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}
static void put(const char *name, const char *bytes, size_t n) {
    FILE *f = fopen(in_folder(name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}
static void run(const char *command) {
    char line[1024];
    snprintf(line, sizeof line, "cd %s && %s", folder, command);
    assert_int_equal(system(line), 0);
}

static void walking(void **state) {
    (void)state;
    assert_non_null(mkdtemp(folder));
    mkdir(in_folder("b"), 0777);
    put("a.txt", "one", 3);
    put("b/a.txt", "two", 3);
    put("b/c.html", "<p>three</p>", 12);
    put("b/table.tsv", "x\ty", 3);
    run("ln -s .. b/loop && ln -s nowhere b/dangling.txt");
    assert_int_equal(walk(folder, 0), 1); /* the link that leads nowhere is reported and counted */
    assert_int_equal(messages, 1);
    assert_string_equal(seen, "a=one;a-2=two;c=three/;");
    run("tar czf all.tar.gz a.txt b/c.html && gzip -k a.txt && head -c 100 all.tar.gz > cut.tar.gz && rm -r b");
    assert_int_equal(walk(in_folder("all.tar.gz"), 0), 0);
    assert_string_equal(seen, "a=one;c=three/;");
    assert_int_equal(walk(in_folder("a.txt.gz"), 0), 0);
    assert_string_equal(seen, "a=one;");
    assert_int_equal(walk(in_folder("cut.tar.gz"), 0), 1);
    assert_int_equal(messages, 1);
    run("head -c 200000000 /dev/zero | tr '\\0' 'x' | gzip > bomb.txt.gz");
    assert_int_equal(walk(in_folder("bomb.txt.gz"), 0), 1);
    assert_int_equal(messages, 1);
    assert_string_equal(seen, "");
    assert_int_equal(walk(in_folder("a.txt"), 2), 1);
    assert_int_equal(walk(in_folder("absent.txt"), 0), 1);
    assert_int_equal(messages, 1);
}

static void feeds(void **state) {
    (void)state;
    const char *feed = "<?xml version=\"1.0\"?><rss xmlns:content=\"x\"><channel><title>Press</title><language>en-US</language>"
                       "<item><title>A &#8211; B</title><link>https://x.org/a-b/</link><pubDate>Thu, 31 Mar 2022 21:27:07 +0000</pubDate>"
                       "<description>No</description><content:encoded><![CDATA[<p>Office</p><p>It&#8217;s <item> here.</p>]]></content:encoded></item>"
                       "<item><title>C</title><link>https://x.org/c?d=1</link><description>&lt;p&gt;Done &amp;amp; over.&lt;/p&gt;</description></item></channel></rss>";
    put("f.rss", feed, strlen(feed));
    assert_int_equal(walk(in_folder("f.rss"), 0), 0);
    assert_string_equal(seen, "a-b=A – B//Thu, 31 Mar;c=C//Done & over./;");
    assert_true(rpt_str_is(d.publisher, "Press"));
    assert_true(rpt_str_is(d.url, "https://x.org/c?d=1"));
    assert_int_equal(messages, 0);
    run("rm -rf ./*");
    rmdir(folder);
}

/* -- Hostile bytes --------------------------------------------------------------------------- */

static char *repeat(const char *what, size_t times, size_t *n) {
    const size_t len = strlen(what);
    char *p = malloc(len * times + 1);
    for (size_t i = 0; i < times; i++) memcpy(p + i * len, what, len);
    p[len * times] = 0;
    *n = len * times;
    return p;
}

static void hostile(void **state) {
    (void)state;
    const rpt_input_options o = {0};
    size_t n;
    assert_int_equal(read_as("empty.txt", "", 0, &o), RPT_OK);
    assert_int_equal(read_as("empty.html", "", 0, &o), RPT_OK);
    assert_int_equal(read_as("empty.xml", "", 0, &o), RPT_OK);
    char *deep = repeat("<div>", 1000000, &n);
    assert_int_equal(read_as("deep.html", deep, n, &o), RPT_OK);
    assert_int_equal(messages, 1);
    assert_int_equal(read_as("deep.xml", deep, n, &o), RPT_OK);
    assert_int_equal(messages, 1);
    free(deep);
    char *attributes = repeat("<p a b c d e f g h><p a='1' b c=d ", 3000, &n);
    assert_int_equal(read_as("few.html", attributes, n, &o), RPT_OK);
    for (size_t i = 0; i < n; i++) attributes[i] = attributes[i] == '>' ? ' ' : attributes[i] == '<' && i ? 'x' : attributes[i];
    assert_int_equal(read_as("many.html", attributes, n, &o), RPT_SKIPPED);
    assert_int_equal(messages, 1);
    free(attributes);
    char *line = repeat("word. Two words, ", 50 * 1000000 / 17, &n);
    assert_int_equal(read_as("line.txt", line, n, &o), RPT_OK);
    rpt_text_analyse(&d);
    assert_true(d.tokens.n > 8000000);
    free(line);
    /* What once took the square of its length. */
    const char *again[] = {"a.", "Ann Sample: x\n", "Lines:\nfoo,\n", "See also\n", "[1]"};
    for (size_t i = 0; i < sizeof again / sizeof *again; i++) {
        char *text = repeat(again[i], 300000, &n);
        assert_int_equal(read_as("again.txt", text, n, &o), RPT_OK);
        rpt_text_analyse(&d);
        free(text);
    }
    const char *page = "<html><body><p>One &amp; <b>two</b><!-- x --><![CDATA[y]]></p><table><tr><td>a<td>b</table></html>";
    for (size_t i = 0; i <= strlen(page); i++) {
        assert_int_equal(read_as("cut.html", page, i, &o), RPT_OK);
        assert_int_equal(read_as("cut.xml", page, i, &o), RPT_OK);
        rpt_text_analyse(&d);
    }
}

static void languages(void **state) {
    (void)state;
    assert_int_equal(read_z("a.txt", "La réunion des ministres de la France et du Portugal est prévue pour le mois de mai dans la ville de Paris, les ministres sont attendus."), RPT_OK);
    assert_true(d.foreign && rpt_str_is(d.language, "fr"));
    assert_int_equal(messages, 1);
    assert_int_equal(read_z("a.txt", "Президент России провёл встречу с министром иностранных дел."), RPT_OK);
    assert_true(d.foreign);
    assert_int_equal(read_z("a.html", "<html lang=fr><p>The President of the Republic met with the Minister and said that it was a good day for all of us.</p>"), RPT_OK);
    assert_false(d.foreign);
    assert_int_equal(read_z("a.txt", "Sergey Lavrov\nNikol Pashinyan\nHassan Rouhani\n"), RPT_OK);
    assert_false(d.foreign);
}

static void fingerprint(void **state) {
    (void)state;
    char hex[65];
    rpt_sha256(hex, RPT_LIT("abc"));
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    rpt_sha256(hex, RPT_LIT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* -- Corpus ---------------------------------------------------------------------------------- */

/** The words of what is read, single spaces between. */
static rpt_buf words_of(const char *path) {
    rpt_buf bytes = {0}, words = {0};
    assert_int_equal(rpt_file_read(&bytes, path, RPT_TEXT_MAX, &sink), RPT_OK);
    assert_int_equal(read_as(path, bytes.p, bytes.len, &(rpt_input_options){0}), RPT_OK);
    rpt_text_analyse(&d);
    for (uint32_t i = 0; i < d.tokens.n; i++) {
        if (d.tokens.at[i].flags & RPT_T_NOISE) continue;
        if (words.len && d.tokens.at[i].flags & RPT_T_SPACE) rpt_buf_char(&words, ' ');
        rpt_buf_str(&words, rpt_token_text(&d, &d.tokens.at[i]));
    }
    rpt_buf_clear(&bytes);
    return words;
}

static void pages_equal_their_texts(void **state) {
    (void)state;
    const char *dir = RPT_TEST_SOURCE "/../shared/corpus/dev";
    DIR *entries = opendir(dir);
    uint32_t compared = 0;
    if (!entries) {
        print_message("no corpus beside the source: skipped\n");
        skip();
    }
    for (const struct dirent *e; (e = readdir(entries));) {
        char page[512], text[512];
        const char *dot = strrchr(e->d_name, '.');
        if (!dot || (strcmp(dot, ".html") && strcmp(dot, ".xml"))) continue;
        snprintf(page, sizeof page, "%s/%s", dir, e->d_name);
        snprintf(text, sizeof text, "%s/%.*s.txt", dir, (int)(dot - e->d_name), e->d_name);
        rpt_buf a = words_of(page), b = words_of(text);
        assert_string_equal(a.p, b.p);
        rpt_buf_clear(&a);
        rpt_buf_clear(&b);
        compared++;
    }
    closedir(entries);
    assert_true(compared > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),    cmocka_unit_test(encodings), cmocka_unit_test(html),        cmocka_unit_test(tei),
        cmocka_unit_test(walking),  cmocka_unit_test(feeds),     cmocka_unit_test(hostile),     cmocka_unit_test(languages),
        cmocka_unit_test(fingerprint), cmocka_unit_test(pages_equal_their_texts),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
