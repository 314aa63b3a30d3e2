package import Records

/// Why a file was refused whole. Nothing of it is used.
package struct ExportRefusal: Error, Sendable {
  /// What is wrong and what was expected, without the text of a cell.
  package var message: String
  package var position: Position
  package var hint: String?

  package init(_ message: String, at position: Position, hint: String? = nil) {
    self.message = message
    self.position = position
    self.hint = hint
  }
}

extension ExportRefusal: CustomStringConvertible {
  package var description: String { "\(position): \(message)" + (hint.map { "; \($0)" } ?? "") }
}
