#ifndef GALLEY_LAUNCH_SUPERVISE_H
#define GALLEY_LAUNCH_SUPERVISE_H

#include <sys/types.h>

// The exit code of a program that ran longer than it may; timeout(1) uses the same.
#define EXIT_TIMED_OUT 124
// The exit code when the program could not be started; what went wrong stands on standard error.
#define EXIT_NOT_STARTED 125

// To be called before the program's process is made: readies this process to adopt and to see the end of its descendants.
// Returns the descriptor that `supervise` listens on, or -1.
int prepare_supervision(void);

// Waits for `program` to end, for `wall_seconds` (0 is for ever), for SIGTERM or for the death of `parent`, then kills
// every process that the program left behind, and ends this process as the program ended. With `tend_seconds` the program
// is sent SIGTERM first and has so long to end, less when it was orphaned.
_Noreturn void supervise(
    int signals, pid_t program, pid_t parent, unsigned long wall_seconds, unsigned long tend_seconds);

#endif
