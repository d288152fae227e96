/// Who is told how far long work is, on the thread that does it.
public protocol WorkObserver {
  /// So many of the sessions to be measured are done.
  func measured(_ done: Int, of count: Int)
  /// Something that the user should know.
  func warn(_ text: String)
}
