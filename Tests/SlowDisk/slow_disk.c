// A disk that stalls once: LD_PRELOAD this library, and say in SLOW_SYNC_SECONDS how long the
// fourth sync of a file takes. That is where a program waits for a disk.
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int calls;

static void stall(void) {
  const char *seconds = getenv("SLOW_SYNC_SECONDS");
  if (seconds && atomic_fetch_add(&calls, 1) == 3) sleep((unsigned)atoi(seconds));
}

int fsync(int descriptor) {
  stall();
  return (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
  stall();
  return (int)syscall(SYS_fdatasync, descriptor);
}
