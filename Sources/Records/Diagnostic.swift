/// Something to tell a person that does not stop the reading: what, where, and the way out.
package struct Diagnostic: Error, Equatable, Sendable {
  package enum Level: String, Sendable { case error, warning, note }

  package var level: Level
  /// What is wrong and what was expected, in one line, without the value of a cell.
  package var message: String
  package var position: Position?
  /// What to do about it.
  package var hint: String?

  package init(_ level: Level, _ message: String, at position: Position? = nil, hint: String? = nil) {
    self.level = level
    self.message = message
    self.position = position
    self.hint = hint
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `rollcall.yml:12:5: error: unknown key 'colums'; did you mean 'columns'?`
  package var description: String {
    var text = position.map { "\($0): " } ?? ""
    text += "\(level.rawValue): \(message)"
    if let hint { text += "; \(hint)" }
    return text
  }
}
