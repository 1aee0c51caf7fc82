// The process that stays while the program runs, and that nothing of the program outlives.
//
// It is the "child subreaper" of all that the program starts: a descendant whose parent has died becomes its child,
// even one in a session of its own, so that killing children until there are none leaves nothing behind. It asks for no
// death signal from its own parent, since PR_SET_PDEATHSIG fires when the parent *thread* ends, and a thread pool's
// threads come and go; it watches the parent process through a pidfd instead.
#include "supervise.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// How often the parent is looked for where the kernel cannot tell (before 5.3).
#define PARENT_CHECK_MS 200
// Who lost its parent has nobody left to finish for.
#define ORPHAN_SECONDS 5
// poll takes an int.
#define LONGEST_WAIT_MS 60000

int prepare_supervision(void) {
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    sigaddset(&watched, SIGTERM);
    sigaddset(&watched, SIGINT);
    sigaddset(&watched, SIGHUP);
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0 || sigprocmask(SIG_BLOCK, &watched, NULL) != 0) return -1;
    return signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
}

static long long now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static int parent_descriptor(pid_t parent) {
    int descriptor = (int)syscall(SYS_pidfd_open, parent, 0);
    // Opened first and compared then: had the parent died between, the number could name a stranger.
    if (descriptor >= 0 && getppid() != parent) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

// Kills this process's direct children, which the kernel lists; returns whether it could.
static bool kill_children(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    FILE *list = fopen(path, "re");
    if (list == NULL) return false;
    int child;
    while (fscanf(list, "%d", &child) == 1) kill(child, SIGKILL);
    fclose(list);
    return true;
}

// Each child that dies hands its own children to this process, so the loop ends when no descendant is left.
// Returns how `program` ended.
static int kill_all(pid_t program) {
    int status = 0;
    // The whole group at once: no fork can slip between. Its number is still its own, as its leader is not yet reaped.
    kill(-program, SIGKILL);
    for (;;) {
        bool listed = kill_children();
        int one;
        pid_t reaped = waitpid(-1, &one, 0);
        if (reaped == program) status = one;
        if (reaped < 0 && errno != EINTR) return status;
        // Without /proc only the group can be reached; what left it must not keep this process waiting.
        if (reaped == program && !listed) return status;
    }
}

_Noreturn static void end_as(int status) {
    if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
    int number = WTERMSIG(status);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    signal(number, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    kill(getpid(), number);
    _exit(128 + number);
}

static bool has_ended(pid_t program) {
    siginfo_t information = {.si_pid = 0};
    // Seen, not reaped: until all is killed, its number must not go to a stranger.
    return waitid(P_PID, (id_t)program, &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_pid != 0;
}

static bool is_asked_to_stop(int signals) {
    struct signalfd_siginfo information;
    bool asked = false;
    while (read(signals, &information, sizeof information) == (ssize_t)sizeof information) {
        if (information.ssi_signo != SIGCHLD) asked = true;
    }
    return asked;
}

// Asks the program to end and waits for it, at most `seconds`.
static void ask_to_end(int signals, pid_t program, unsigned long seconds) {
    long long deadline = now_ms() + (long long)seconds * 1000;
    kill(program, SIGTERM);
    while (!has_ended(program) && now_ms() < deadline) {
        long long wait = deadline - now_ms();
        struct pollfd source = {.fd = signals, .events = POLLIN};
        if (poll(&source, 1, (int)(wait > LONGEST_WAIT_MS ? LONGEST_WAIT_MS : wait)) < 0 && errno != EINTR) return;
        // Emptied, or poll would return at once for ever. A second request is no more urgent than the first.
        is_asked_to_stop(signals);
    }
}

_Noreturn void supervise(
    int signals, pid_t program, pid_t parent, unsigned long wall_seconds, unsigned long tend_seconds) {
    bool timed_out = false;
    int watched_parent = parent_descriptor(parent);
    long long deadline = now_ms() + (long long)wall_seconds * 1000;
    while (!has_ended(program) && getppid() == parent) {
        long long wait = wall_seconds > 0 ? deadline - now_ms() : LONGEST_WAIT_MS;
        timed_out = wait <= 0;
        if (timed_out) break;
        if (wait > LONGEST_WAIT_MS) wait = LONGEST_WAIT_MS;
        if (watched_parent < 0 && wait > PARENT_CHECK_MS) wait = PARENT_CHECK_MS;
        struct pollfd sources[] = {{.fd = signals, .events = POLLIN}, {.fd = watched_parent, .events = POLLIN}};
        if (poll(sources, 2, (int)wait) < 0 && errno != EINTR) break;
        if (is_asked_to_stop(signals)) break;
    }
    if (tend_seconds > ORPHAN_SECONDS && getppid() != parent) tend_seconds = ORPHAN_SECONDS;
    if (tend_seconds > 0 && !timed_out && !has_ended(program)) ask_to_end(signals, program, tend_seconds);
    int status = kill_all(program);
    if (timed_out) _exit(EXIT_TIMED_OUT);
    end_as(status);
}
