// What a program may no longer do once it runs: each call only takes rights away, for itself and all it starts.
#ifndef GALLEY_LAUNCH_CONFINE_H
#define GALLEY_LAUNCH_CONFINE_H

#include "options.h"

// Each returns false after saying why on standard error.
bool limit_resources(const struct options *options);
// Does nothing where the kernel has no Landlock, or where no path was given.
bool limit_paths(const struct options *options);
bool limit_calls(const struct options *options);

// The version of Landlock that the running kernel offers; 0 when it has none.
int landlock_version(void);

#endif
