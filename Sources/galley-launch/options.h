// The command line of galley-launch, parsed once and never changed.
#ifndef GALLEY_LAUNCH_OPTIONS_H
#define GALLEY_LAUNCH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

// More than any caller needs; a fixed table needs no allocation that could fail.
#define MAX_PATHS 64
#define MAX_ENVIRONMENT 64

// A limit of 0 is no limit.
struct options {
    // Not 0: the program is trusted and only tended; asked to stop, or orphaned, it gets so long to end by itself.
    unsigned long tend_seconds;
    unsigned long wall_seconds;
    unsigned long cpu_seconds;
    unsigned long address_space_bytes;
    unsigned long data_bytes;
    unsigned long file_bytes;
    unsigned long open_files;
    // Tasks beyond those its user has already; not enforced by Linux for root.
    unsigned long tasks;
    // The program starts launchers of its own, so it may start sessions and signal its children.
    bool nest;
    // The program talks to parts of itself over unix sockets (LibreOffice); otherwise it gets no socket at all.
    bool unix_sockets;
    // Only limits and supervision: bubblewrap, which mounts and opens a netlink socket, comes next and confines.
    bool unconfined;
    const char *directory;
    const char *read_paths[MAX_PATHS];
    size_t read_count;
    const char *write_paths[MAX_PATHS];
    size_t write_count;
    char *environment[MAX_ENVIRONMENT + 1];
    // NULL-terminated; the first is the program's absolute path.
    char **command;
};

// Fills `options`, or returns false after saying why on standard error.
bool parse_options(int argc, char **argv, struct options *options);

#endif
