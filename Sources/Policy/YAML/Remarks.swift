import Records

/// What is found while one file is read: problems, and the settings with their origin.
final class Remarks {
  private var diagnostics: [Diagnostic] = []
  private var written: [(position: Position, value: EffectiveValue)] = []
  private var assumed: [EffectiveValue] = []
  private(set) var hasErrors = false

  /// A person mends the first problems first; a file of rubbish must not fill the terminal.
  private static let most = 100

  func error(_ message: String, at position: Position, hint: String? = nil) {
    hasErrors = true
    diagnostics.append(Diagnostic(.error, message, at: position, hint: hint))
  }

  func warning(_ message: String, at position: Position, hint: String? = nil) {
    diagnostics.append(Diagnostic(.warning, message, at: position, hint: hint))
  }

  /// A setting that the file makes.
  func setting(_ path: String, _ value: String, at position: Position) {
    let origin = position.file + (position.line.map { ":\($0)" } ?? "")
    written.append((position, EffectiveValue(path: path, value: value.shown, origin: origin)))
  }

  /// A setting that the file leaves to us.
  func assumption(_ path: String, _ value: String, origin: String = "default") {
    assumed.append(EffectiveValue(path: path, value: value.shown, origin: origin))
  }

  /// In the order of the file, at most a hundred and one.
  var sortedDiagnostics: [Diagnostic] {
    let sorted = diagnostics.enumerated()
      .sorted { ($0.element.position.place, $0.offset) < ($1.element.position.place, $1.offset) }.map(\.element)
    guard sorted.count > Remarks.most else { return sorted }
    let more = Diagnostic(hasErrors ? .error : .warning, "and \(sorted.count - Remarks.most) more problems")
    return sorted.prefix(Remarks.most) + [more]
  }

  /// Settings in the order of the file, defaults behind them.
  var effective: [EffectiveValue] {
    written.enumerated()
      .sorted { (Optional($0.element.position).place, $0.offset) < (Optional($1.element.position).place, $1.offset) }
      .map(\.element.value) + assumed
  }
}

extension Position? {
  /// Lines and columns as one number to sort by; a file of a mebibyte has fewer than 2^21 columns.
  fileprivate var place: Int { (self?.line ?? 0) << 21 | (self?.column ?? 0) }
}

extension String {
  /// Fit for a terminal and one line: control and invisible formatting characters replaced, and not too long.
  var shown: String {
    let most = 200
    var text = ""
    for scalar in unicodeScalars.prefix(most) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return unicodeScalars.count > most ? text + "…" : text
  }

  /// `'text'` for messages.
  var quoted: String { "'\(shown)'" }
}
