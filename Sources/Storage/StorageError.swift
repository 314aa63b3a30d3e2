/// What can go wrong with the database, in the words of what to do about it.
package enum StorageError: Error, Equatable, Sendable {
  /// Somebody else is writing to it.
  case busy(String)
  /// Disk full, I/O error, no permission.
  case unavailable(String)
  /// It is not one of ours, or it is damaged.
  case damaged(String)
  /// It was written by a newer version of the program.
  case newer(found: Int, known: Int)
  /// A statement of ours is wrong.
  case bug(String)
}

extension StorageError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .busy(let text): "the database is in use (\(text)); wait for the other program to end"
    case .unavailable(let text):
      "the database cannot be used (\(text)); free space, mend its permissions or the disk, and run again"
    case .damaged(let text):
      "the database does not hold (\(text)); it was left as it is: bring back a copy, or name another file under 'database'"
    case .newer(let found, let known):
      "the database was written by a newer version (schema \(found), this program knows \(known)); update rollcall"
    case .bug(let text): "a statement failed, which is a bug in rollcall (\(text))"
    }
  }
}
