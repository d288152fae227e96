// A disk that misbehaves once: LD_PRELOAD this library, and say in SLOW_SYNC_SECONDS how long the
// fourth sync of a file takes, or in FAILING_SYNC which sync of audio.wav, the first being 1, says
// that there is no space left. That is where a program waits for a disk. SYNC_LOG names a file to
// which every sync adds the path that was synced, with " audio.wav" behind a folder that has one.
// FOREIGN_MODES makes a file system without modes, such as exFAT: a folder is everybody's to read,
// and no mode can be changed.
#include <errno.h>
#include <stdatomic.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int calls, sound_calls;

static void stall(void) {
  const char *seconds = getenv("SLOW_SYNC_SECONDS");
  if (seconds && atomic_fetch_add(&calls, 1) == 3) sleep((unsigned)atoi(seconds));
}

static void note(int descriptor) {
  const char *log = getenv("SYNC_LOG");
  char link[64], path[4096], line[4200];
  if (!log) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = '\0';
  int has_sound = faccessat(descriptor, "audio.wav", F_OK, 0) == 0;
  int size = snprintf(line, sizeof line, "%s%s\n", path, has_sound ? " audio.wav" : "");
  int file = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file < 0) return;
  if (write(file, line, (size_t)size) < 0) perror("SYNC_LOG");
  close(file);
}

static int refuses_modes(void) {
  if (!getenv("FOREIGN_MODES")) return 0;
  errno = EPERM;
  return 1;
}

int mkdir(const char *path, mode_t mode) {
  if (!getenv("FOREIGN_MODES")) return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
  int result = (int)syscall(SYS_mkdirat, AT_FDCWD, path, 0777);
  if (result == 0) syscall(SYS_fchmodat, AT_FDCWD, path, 0755);
  return result;
}

int chmod(const char *path, mode_t mode) {
  return refuses_modes() ? -1 : (int)syscall(SYS_fchmodat, AT_FDCWD, path, mode);
}

int fchmod(int descriptor, mode_t mode) {
  return refuses_modes() ? -1 : (int)syscall(SYS_fchmod, descriptor, mode);
}

static int fails(int descriptor) {
  const char *number = getenv("FAILING_SYNC");
  char link[64], path[4096];
  if (!number) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  return strstr(path, "/audio.wav") && atomic_fetch_add(&sound_calls, 1) + 1 == atoi(number);
}

int fsync(int descriptor) {
  stall();
  note(descriptor);
  if (fails(descriptor)) {
    errno = ENOSPC;
    return -1;
  }
  return (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
  stall();
  return (int)syscall(SYS_fdatasync, descriptor);
}
