// galley-launch: runs one program that will read what a stranger wrote.
//
//   galley-launch [--wall S] [--cpu S] [--as BYTES] [--data BYTES] [--fsize BYTES] [--nofile N] [--nproc N]
//                 [--read PATH]… [--write PATH]… [--dir PATH] [--env NAME=VALUE]…
//                 [--nest] [--unix-sockets] [--unconfined] -- PROGRAM [ARGUMENT…]
//   galley-launch --tend S -- PROGRAM [ARGUMENT…]
//   galley-launch --probe
//
// With --tend the program is one of ours, or Redis: it keeps its environment and its rights, and is only seen to its end.
// Asked to stop it is sent SIGTERM, and killed S seconds later; five at most when the parent has died, however it died.
// Without:
//
// The program gets a session of its own, no descriptor but 0 to 2, no environment but what --env gives, no new
// privileges, no core file, no network, and where the kernel has Landlock no file but those under --read and --write.
// All of it is taken away by the process from itself, so none of it needs a privilege.
//
// Two processes: one becomes the program, one stays and sees to it that nothing of the program outlives it. The exit
// status is the program's, its signal included; 124 when it ran longer than --wall; 125 when it was not started, with
// the reason on standard error.
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"
#include "options.h"
#include "supervise.h"

_Noreturn static void fail(const char *what) {
    fprintf(stderr, "galley-launch: %s: %s\n", what, strerror(errno));
    _exit(EXIT_NOT_STARTED);
}

// An inherited descriptor would reach around every limit: a socket to Redis, another document.
static void close_inherited(void) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0) return;
#endif
    for (long descriptor = sysconf(_SC_OPEN_MAX) - 1; descriptor > 2; descriptor--) close((int)descriptor);
}

static void restore_signals(void) {
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

_Noreturn static void become_program(const struct options *options, pid_t supervisor) {
    // The supervisor has one thread, so its death signal means its death; it may have died before the call.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) fail("death signal");
    if (getppid() != supervisor) _exit(EXIT_NOT_STARTED);
    restore_signals();
    if (setsid() < 0) fail("session");
    if (options->directory != NULL && chdir(options->directory) != 0) fail(options->directory);
    if (options->tend_seconds > 0) {
        execv(options->command[0], options->command);
        fail(options->command[0]);
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("no new privileges");
    if (!limit_resources(options)) _exit(EXIT_NOT_STARTED);
    if (!options->unconfined && !(limit_paths(options) && limit_calls(options))) _exit(EXIT_NOT_STARTED);
    execve(options->command[0], options->command, (char *const *)options->environment);
    fail(options->command[0]);
}

static int probe(void) {
    printf("landlock=%d seccomp=%d\n", landlock_version(), prctl(PR_GET_SECCOMP) >= 0);
    return 0;
}

int main(int argc, char **argv) {
    pid_t parent = getppid();
    if (argc == 2 && strcmp(argv[1], "--probe") == 0) return probe();
    struct options options;
    if (!parse_options(argc, argv, &options)) return EXIT_NOT_STARTED;
    close_inherited();
    int signals = prepare_supervision();
    if (signals < 0) fail("supervision");
    pid_t supervisor = getpid();
    pid_t program = fork();
    if (program < 0) fail("fork");
    if (program == 0) become_program(&options, supervisor);
    supervise(signals, program, parent, options.wall_seconds, options.tend_seconds);
}
