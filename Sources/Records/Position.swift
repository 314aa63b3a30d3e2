/// A place in a file. Lines and columns count from 1, bytes from 0; what is not known is nil.
package struct Position: Equatable, Sendable {
  /// The file as the policy or the command line writes it, never made absolute.
  package var file: String
  package var line: Int?
  package var column: Int?
  package var byte: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil, byte: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.byte = byte
  }
}

extension Position: CustomStringConvertible {
  /// `rollcall.yml:12:5`, `users.csv:90 (byte 8121)`.
  package var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if let column, line != nil { text += ":\(column)" }
    if let byte { text += " (byte \(byte))" }
    return text
  }
}
