#pragma once
#include <spawn.h>
#include <stdint.h>

// Calls that Swift's Glibc module hides (GNU extensions) or cannot import.

// A file without a name in a folder, open for writing, mode 0600 (O_TMPFILE); -1 where the
// file system or the kernel has none, and where it could not be given a name.
int walkthrough_unnamed_file(const char *folder);

// eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); -1 with errno on failure.
int walkthrough_eventfd(void);

// pipe2 with O_CLOEXEC: no program that is started meanwhile inherits an end; -1 on failure.
int walkthrough_pipe(int ends[2]);

// pthread_setname_np for the calling thread; at most 15 characters are kept.
void walkthrough_name_thread(const char *name);

// Blocks `count` signals in the calling thread and returns a signalfd for them;
// -1 with errno on failure.
int walkthrough_signalfd(const int *signals, int count);

// The number of the next pending signal of a signalfd; 0 when there is none.
int walkthrough_next_signal(int descriptor);

// Columns and rows of a terminal; -1 when the descriptor is none.
int walkthrough_window_size(int descriptor, int *columns, int *rows);

// Lets all processes of a group come after others: nice 10, and last at the disk.
void walkthrough_lower_priority(int group);

// A program that is started with these actions inherits no descriptor but 0, 1 and 2.
int walkthrough_spawn_only(posix_spawn_file_actions_t *actions);

// A program that is started with these actions works in a folder.
int walkthrough_spawn_in(posix_spawn_file_actions_t *actions, const char *folder);
