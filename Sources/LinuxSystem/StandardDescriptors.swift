import Glibc

/// What every command needs before it does anything else.
public enum StandardDescriptors {
  /// Opens those of stdin, stdout and stderr that are closed, and makes writing to a
  /// pipe that nobody reads, or past a file size limit, an error instead of an end.
  ///
  /// Without it, the first file that is opened would be taken for stderr, and the
  /// program's messages written into it. Each is opened the wrong way round, as glibc
  /// does for programs with other rights than their user: reading the stdin and writing
  /// the stdout that somebody closed fails, instead of seeming to work.
  /// - SeeAlso: `csu/check_fds.c` of the GNU C library.
  public static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      // The lowest free number is given: the one that is closed.
      _ = unsafe open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }
}
