// Landlock: which files a program may open, without any privilege and without a mount.
#define _GNU_SOURCE  // O_PATH
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The numbers are the same on every architecture; older headers lack them.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

// The kernel's interface, written out because its header is often older than the kernel (Documentation/userspace-api/landlock.rst).
struct ruleset_attributes {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

enum {
    CREATE_RULESET_VERSION = 1,
    RULE_PATH_BENEATH = 1,
};

#define EXECUTE (1ULL << 0)
#define WRITE_FILE (1ULL << 1)
#define READ_FILE (1ULL << 2)
#define READ_DIRECTORY (1ULL << 3)
#define REMOVE_FILE (1ULL << 5)
#define MAKE_SOCKET (1ULL << 9)
#define FIRST_VERSION ((1ULL << 13) - 1)
#define REFER (1ULL << 13)
#define TRUNCATE (1ULL << 14)
#define CONTROL_DEVICE (1ULL << 15)
#define BIND_TCP (1ULL << 0)
#define CONNECT_TCP (1ULL << 1)
#define SCOPE_ABSTRACT_SOCKET (1ULL << 0)
#define SCOPE_SIGNAL (1ULL << 1)

// Rights that make sense on a file; the kernel refuses the others there.
#define ON_FILES (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | CONTROL_DEVICE)
#define READING (EXECUTE | READ_FILE | READ_DIRECTORY)

int landlock_version(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
    return version < 0 ? 0 : (int)version;
}

static bool allow(int ruleset, const char *path, uint64_t rights) {
    struct path_rule rule = {rights, open(path, O_PATH | O_CLOEXEC)};
    struct stat status;
    // A path that does not exist needs no right: system directories differ between distributions.
    if (rule.parent < 0) return errno == ENOENT;
    bool allowed = false;
    if (fstat(rule.parent, &status) == 0) {
        if (!S_ISDIR(status.st_mode)) rule.allowed &= ON_FILES;
        allowed = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0;
    }
    int error = errno;
    close(rule.parent);
    errno = error;
    return allowed;
}

static bool allow_all(int ruleset, const char *const *paths, size_t count, uint64_t rights) {
    for (size_t i = 0; i < count; i++) {
        if (!allow(ruleset, paths[i], rights)) {
            fprintf(stderr, "galley-launch: landlock: %s: %s\n", paths[i], strerror(errno));
            return false;
        }
    }
    return true;
}

static uint64_t file_rights(int version) {
    uint64_t rights = FIRST_VERSION;
    if (version >= 2) rights |= REFER;
    if (version >= 3) rights |= TRUNCATE;
    if (version >= 5) rights |= CONTROL_DEVICE;
    return rights;
}

bool limit_paths(const struct options *options) {
    int version = landlock_version();
    if (version == 0 || options->read_count + options->write_count == 0) return true;
    struct ruleset_attributes attributes = {.files = file_rights(version)};
    if (version >= 4) attributes.network = BIND_TCP | CONNECT_TCP;
    // Keeps it from signalling the worker, which runs as the same user.
    if (version >= 6) attributes.scopes = SCOPE_ABSTRACT_SOCKET | SCOPE_SIGNAL;
    size_t size = version >= 6 ? sizeof attributes : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
    static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"};
    bool limited = ruleset >= 0
        && allow_all(ruleset, devices, sizeof devices / sizeof *devices, (READING | WRITE_FILE) & ~EXECUTE)
        && allow_all(ruleset, options->read_paths, options->read_count, READING)
        && allow_all(ruleset, options->write_paths, options->write_count, attributes.files & ~EXECUTE);
    // LibreOffice's parts meet at a socket in /tmp and nowhere else, and its second start removes that of its first.
    // Under bubblewrap /tmp is the program's own; without it the program might remove files there, but not read them.
    if (limited && options->unix_sockets) limited = allow(ruleset, "/tmp", MAKE_SOCKET | REMOVE_FILE);
    if (limited && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) limited = false;
    if (!limited) fprintf(stderr, "galley-launch: landlock: %s\n", strerror(errno));
    if (ruleset >= 0) close(ruleset);
    return limited;
}
