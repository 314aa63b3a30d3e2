/// Text from an export, fit for a terminal: it must not steer it, and nothing in it must hide.
package enum VisibleText {
  /// Controls, line ends and bidirectional or invisible characters as tokens such as `<U+202E>`.
  package static func of(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        shown += "<U+" + String(scalar.value, radix: 16, uppercase: true) + ">"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
