#define _GNU_SOURCE
#include "CLinuxShims.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

int walkthrough_unnamed_file(const char *folder) {
  if (access("/proc/self/fd", X_OK) != 0) return -1;
  return open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
}

int walkthrough_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int walkthrough_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

void walkthrough_name_thread(const char *name) {
  char kept[16];
  strncpy(kept, name, sizeof kept - 1);
  kept[sizeof kept - 1] = '\0';
  (void)pthread_setname_np(pthread_self(), kept);
}

int walkthrough_signalfd(const int *signals, int count) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < count; i++) sigaddset(&set, signals[i]);
  if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0) return -1;
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int walkthrough_next_signal(int descriptor) {
  struct signalfd_siginfo info;
  ssize_t size = read(descriptor, &info, sizeof info);
  return size == (ssize_t)sizeof info ? (int)info.ssi_signo : 0;
}

int walkthrough_window_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

void walkthrough_lower_priority(int group) {
  (void)setpriority(PRIO_PGRP, (id_t)group, 10);
  // IOPRIO_WHO_PGRP, and the lowest level of IOPRIO_CLASS_BE: linux/ioprio.h is not everywhere.
  (void)syscall(SYS_ioprio_set, 2, group, 2 << 13 | 7);
}

int walkthrough_spawn_only(posix_spawn_file_actions_t *actions) {
  return posix_spawn_file_actions_addclosefrom_np(actions, 3);
}

int walkthrough_spawn_in(posix_spawn_file_actions_t *actions, const char *folder) {
  return posix_spawn_file_actions_addchdir_np(actions, folder);
}
