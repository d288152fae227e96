import CSndfile

/// One open libsndfile handle: closed exactly once.
@safe
struct SoundFileHandle: ~Copyable {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

  /// libsndfile's words for the handle's last error, to be read at once.
  var message: String { unsafe String(cString: sf_strerror(pointer)) }

  /// Closes and reports.
  /// - Returns: libsndfile's error number, 0 for none.
  consuming func close() -> Int32 {
    let pointer = unsafe self.pointer
    discard self
    return unsafe sf_close(pointer)
  }

  deinit { unsafe sf_close(pointer) }
}
