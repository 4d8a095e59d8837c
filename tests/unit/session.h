/* SPDX-License-Identifier: ISC */
/* For tests that read texts: cmocka with what it needs first, and one session of all tests of a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "pipeline.h"

static rpt_session *session;

static void say(void *user, rpt_severity severity, rpt_place place, const char *text) {
    (void)user, (void)severity, (void)place;
    fprintf(stderr, "%s\n", text);
}
static rpt_messages messages = {say, NULL};

static int open_session(void **state) {
    (void)state;
    const rpt_options options = {0};
    return rpt_session_open(&session, &options, &messages);
}

static int close_session(void **state) {
    (void)state;
    rpt_session_close(session);
    return 0;
}
