// A seccomp filter: system calls that no converter of documents needs.
//
// It refuses a list instead of permitting one: the programs are large, differ between distributions and start threads,
// and a list of permitted calls would break them at the next release of their C library. What the list must cover is
// the network, other processes and the ways around this filter.
#define _GNU_SOURCE  // CLONE_NEW*
#include "confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "galley-launch knows x86_64 and aarch64"
#endif

// Newer than the headers of the oldest distribution; the numbers are the same on every architecture.
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

#define NEW_NAMESPACES \
    (CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWCGROUP)

// Refused to every program, with EPERM.
static const int never[] = {
    // Other processes' memory and descriptors.
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_getfd, SYS_perf_event_open,
    // io_uring opens sockets without the socket call, and so goes round this filter.
    SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
    // Namespaces and mounts, where most of the kernel's privilege faults were found.
    SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_fsopen, SYS_fsconfig, SYS_fsmount,
    SYS_fspick, SYS_move_mount, SYS_open_tree, SYS_mount_setattr,
    // The kernel itself.
    SYS_bpf, SYS_userfaultfd, SYS_add_key, SYS_request_key, SYS_keyctl, SYS_init_module, SYS_finit_module,
    SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, SYS_syslog,
    SYS_settimeofday, SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex, SYS_sethostname, SYS_setdomainname,
};

// Refused to a program that starts no launcher: it cannot leave its process group, so that one signal to the group
// reaches all of it at once, and it cannot signal the worker, which runs as the same user.
static const int never_alone[] = {
    SYS_setsid, SYS_setpgid, SYS_kill, SYS_tkill, SYS_pidfd_send_signal, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo,
};

#define MAX_INSTRUCTIONS 256

struct program {
    struct sock_filter code[MAX_INSTRUCTIONS];
    unsigned short length;
};

static void add(struct program *program, struct sock_filter instruction) {
    // The lists above are constants, and their sum is far below the array's size.
    if (program->length < MAX_INSTRUCTIONS) program->code[program->length++] = instruction;
}

static void load(struct program *program, size_t offset) {
    add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

static void answer(struct program *program, unsigned value) {
    add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, value));
}

// Skips `skipped` instructions unless the loaded word equals `value`.
static void unless_equal(struct program *program, unsigned value, unsigned char skipped) {
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skipped));
}

static size_t argument(int index) {
    // The low word: both architectures are little-endian, and all arguments looked at are 32-bit numbers.
    return offsetof(struct seccomp_data, args) + 8 * (size_t)index;
}

static void refuse_call(struct program *program, int number, int error) {
    unless_equal(program, (unsigned)number, 1);
    answer(program, SECCOMP_RET_ERRNO | (unsigned)error);
}

static void refuse_foreign_code(struct program *program) {
    load(program, offsetof(struct seccomp_data, arch));
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
    answer(program, SECCOMP_RET_KILL_PROCESS);
    load(program, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
    // The x32 calls: the same calls under other numbers.
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));
    answer(program, SECCOMP_RET_KILL_PROCESS);
#endif
}

static void refuse_sockets(struct program *program, bool unix_sockets) {
    if (!unix_sockets) {
        refuse_call(program, SYS_socket, EACCES);
        return;
    }
    unless_equal(program, SYS_socket, 4);
    load(program, argument(0));
    unless_equal(program, AF_UNIX, 1);
    answer(program, SECCOMP_RET_ALLOW);
    answer(program, SECCOMP_RET_ERRNO | EACCES);
}

static void refuse_namespaces(struct program *program) {
    // clone3 passes its flags by pointer, which a filter cannot follow; on ENOSYS every C library falls back to clone.
    refuse_call(program, SYS_clone3, ENOSYS);
    unless_equal(program, SYS_clone, 4);
    load(program, argument(0));
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NEW_NAMESPACES, 0, 1));
    answer(program, SECCOMP_RET_ERRNO | EPERM);
    answer(program, SECCOMP_RET_ALLOW);
}

// abort() is a tgkill to oneself; execve keeps the process id, so this process's id is the program's.
static void refuse_signals_to_others(struct program *program) {
    unless_equal(program, SYS_tgkill, 4);
    load(program, argument(0));
    unless_equal(program, (unsigned)getpid(), 1);
    answer(program, SECCOMP_RET_ALLOW);
    answer(program, SECCOMP_RET_ERRNO | EPERM);
}

bool limit_calls(const struct options *options) {
    struct program program = {.length = 0};
    refuse_foreign_code(&program);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) refuse_call(&program, never[i], EPERM);
    if (!options->nest) {
        for (size_t i = 0; i < sizeof never_alone / sizeof *never_alone; i++) {
            refuse_call(&program, never_alone[i], EPERM);
        }
        refuse_signals_to_others(&program);
    }
    refuse_sockets(&program, options->unix_sockets);
    refuse_namespaces(&program);
    answer(&program, SECCOMP_RET_ALLOW);
    struct sock_fprog filter = {.len = program.length, .filter = program.code};
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0) return true;
    fprintf(stderr, "galley-launch: seccomp: %s\n", strerror(errno));
    return false;
}
