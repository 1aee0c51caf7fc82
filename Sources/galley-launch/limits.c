// Resource limits: what one program may use of the machine.
#include "confine.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

// glibc gives setrlimit's first argument an enum of its own, other libraries an int.
static bool set_limit(int which, const char *name, unsigned long value) {
    struct rlimit limit = {value, value};
    struct rlimit present;
    // A nested launcher cannot ask for more than the outer one left it; the lower limit holds.
    if (getrlimit(which, &present) == 0 && present.rlim_max < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max = present.rlim_max;
    }
    if (setrlimit(which, &limit) == 0) return true;
    fprintf(stderr, "galley-launch: limit %s: %s\n", name, strerror(errno));
    return false;
}

// RLIMIT_NPROC counts every task of the user, the worker's own threads included, so a limit for one program can only
// be stated on top of what is there.
static unsigned long tasks_of_user(uid_t user) {
    unsigned long count = 0;
    DIR *processes = opendir("/proc");
    if (processes == NULL) return 4096;
    struct dirent *entry;
    while ((entry = readdir(processes)) != NULL) {
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        char path[300];
        struct stat status;
        snprintf(path, sizeof path, "/proc/%s/task", entry->d_name);
        // A directory has two links and one more for each directory in it, here one per thread.
        if (stat(path, &status) == 0 && status.st_uid == user) count += status.st_nlink - 2;
    }
    closedir(processes);
    return count;
}

// SIGXCPU at the limit, which says what happened; SIGKILL a second later to who ignores it.
static bool limit_cpu(unsigned long seconds) {
    if (!set_limit(RLIMIT_CPU, "cpu", seconds + 1)) return false;
    struct rlimit limit;
    if (getrlimit(RLIMIT_CPU, &limit) != 0) return false;
    if (limit.rlim_max > seconds) limit.rlim_cur = seconds;
    return setrlimit(RLIMIT_CPU, &limit) == 0;
}

bool limit_resources(const struct options *options) {
    // A core file would be a copy of a client's document.
    if (!set_limit(RLIMIT_CORE, "core", 0)) return false;
    if (options->cpu_seconds > 0 && !limit_cpu(options->cpu_seconds)) return false;
    if (options->address_space_bytes > 0 && !set_limit(RLIMIT_AS, "as", options->address_space_bytes)) return false;
    if (options->data_bytes > 0 && !set_limit(RLIMIT_DATA, "data", options->data_bytes)) return false;
    if (options->file_bytes > 0 && !set_limit(RLIMIT_FSIZE, "fsize", options->file_bytes)) return false;
    if (options->open_files > 0 && !set_limit(RLIMIT_NOFILE, "nofile", options->open_files)) return false;
    if (options->tasks > 0 && getuid() != 0) {
        return set_limit(RLIMIT_NPROC, "nproc", tasks_of_user(getuid()) + options->tasks);
    }
    return true;
}
