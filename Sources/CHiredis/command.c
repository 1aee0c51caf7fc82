#include "CHiredis.h"

#include <hiredis/hiredis.h>

#define GALLEY_STRINGIFY(x) #x
#define GALLEY_STRING(x) GALLEY_STRINGIFY(x)

/* 0.14 sums the length in an int and would wrap around; this leaves room for the framing. */
static const size_t largest_command = (size_t)1 << 30;

const char *galley_hiredis_version(void) {
    return GALLEY_STRING(HIREDIS_MAJOR) "." GALLEY_STRING(HIREDIS_MINOR) "." GALLEY_STRING(HIREDIS_PATCH);
}

int64_t galley_format_command(char **command, int argc, const char **argv, const size_t *argvlen) {
    size_t total = 0;
    int64_t length;

    *command = NULL;
    if (argc <= 0) return -1;
    for (int i = 0; i < argc; i++) {
        if (argvlen[i] > largest_command - total) return -1;
        total += argvlen[i];
    }
    length = redisFormatCommandArgv(command, argc, argv, argvlen);
    return length < 0 ? -1 : length;
}

void galley_free_command(char *command) {
    /* 1.x frees through its own allocator, which may have been replaced: never plain free(). */
    if (command != NULL) redisFreeCommand(command);
}
