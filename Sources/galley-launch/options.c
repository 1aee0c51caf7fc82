#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool complain(const char *what, const char *which) {
    fprintf(stderr, "galley-launch: %s: %s\n", what, which);
    return false;
}

static bool parse_number(const char *text, unsigned long *value) {
    char *end = NULL;
    errno = 0;
    *value = strtoul(text, &end, 10);
    // strtoul takes "-1" for the greatest number there is.
    return errno == 0 && text[0] >= '0' && text[0] <= '9' && *end == '\0';
}

static unsigned long *number_named(struct options *options, const char *flag) {
    if (strcmp(flag, "--wall") == 0) return &options->wall_seconds;
    if (strcmp(flag, "--tend") == 0) return &options->tend_seconds;
    if (strcmp(flag, "--cpu") == 0) return &options->cpu_seconds;
    if (strcmp(flag, "--as") == 0) return &options->address_space_bytes;
    if (strcmp(flag, "--data") == 0) return &options->data_bytes;
    if (strcmp(flag, "--fsize") == 0) return &options->file_bytes;
    if (strcmp(flag, "--nofile") == 0) return &options->open_files;
    if (strcmp(flag, "--nproc") == 0) return &options->tasks;
    return NULL;
}

static bool *switch_named(struct options *options, const char *flag) {
    if (strcmp(flag, "--nest") == 0) return &options->nest;
    if (strcmp(flag, "--unix-sockets") == 0) return &options->unix_sockets;
    if (strcmp(flag, "--unconfined") == 0) return &options->unconfined;
    return NULL;
}

static bool take_text(struct options *options, const char *flag, char *value, size_t *environment_count) {
    if (strcmp(flag, "--dir") == 0) {
        options->directory = value;
    } else if (strcmp(flag, "--read") == 0) {
        if (options->read_count == MAX_PATHS) return complain("too many of", flag);
        options->read_paths[options->read_count++] = value;
    } else if (strcmp(flag, "--write") == 0) {
        if (options->write_count == MAX_PATHS) return complain("too many of", flag);
        options->write_paths[options->write_count++] = value;
    } else if (strcmp(flag, "--env") == 0) {
        if (*environment_count == MAX_ENVIRONMENT) return complain("too many of", flag);
        if (strchr(value, '=') == NULL) return complain("not NAME=VALUE", value);
        options->environment[(*environment_count)++] = value;
    } else {
        return complain("unknown option", flag);
    }
    return true;
}

bool parse_options(int argc, char **argv, struct options *options) {
    size_t environment_count = 0;
    memset(options, 0, sizeof *options);
    int i = 1;
    for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *flag = argv[i];
        bool *turned_on = switch_named(options, flag);
        if (turned_on != NULL) {
            *turned_on = true;
            continue;
        }
        if (++i == argc) return complain("no value for", flag);
        unsigned long *number = number_named(options, flag);
        if (number != NULL) {
            if (!parse_number(argv[i], number)) return complain("not a number", argv[i]);
        } else if (!take_text(options, flag, argv[i], &environment_count)) {
            return false;
        }
    }
    if (i + 1 >= argc) return complain("no program", "expected -- PROGRAM [ARGUMENT…]");
    options->command = argv + i + 1;
    // No search path: which file is run must not depend on an environment.
    if (options->command[0][0] != '/') return complain("not an absolute path", options->command[0]);
    return true;
}
