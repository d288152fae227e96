// A disk that misbehaves once: LD_PRELOAD this library, and say in SLOW_SYNC_SECONDS how long the
// fourth sync of a file takes, or in FAILING_SYNC which sync of audio.wav, the first being 1, says
// that there is no space left. That is where a program waits for a disk.
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int calls, sound_calls;

static void stall(void) {
  const char *seconds = getenv("SLOW_SYNC_SECONDS");
  if (seconds && atomic_fetch_add(&calls, 1) == 3) sleep((unsigned)atoi(seconds));
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
