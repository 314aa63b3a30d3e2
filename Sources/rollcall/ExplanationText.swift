import Audit
import Records
import Rules

/// An explanation for the terminal.
struct ExplanationText {
  private let explanation: Explanation
  private let width: Int?

  /// - Parameter width: columns of the terminal, to which lines are fitted; nil where there is none.
  init(_ explanation: Explanation, width: Int? = Terminal.columns) {
    self.explanation = explanation
    self.width = width
  }

  var text: String {
    let lines = explanation.lines
    let names = lines.map { VisibleText.of($0.name) }
    let column = names.map(TextWidth.of).max() ?? 0
    var section = ""
    let title = "\(explanation.rule.id) and \(explanation.subject), as of \(explanation.asOf.iso)"
    var text = [VisibleText.of(title)]
    for (line, name) in zip(lines, names) {
      if line.section != section {
        text += ["", line.section.prefix(1).uppercased() + line.section.dropFirst()]
        section = line.section
      }
      let head = "  " + name + String(repeating: " ", count: column - TextWidth.of(name) + 2)
      text += HangingText.lines(head, VisibleText.of(line.value ?? "-"), width: width)
    }
    return text.joined(separator: "\n")
  }
}

/// Text behind a head, whose further lines begin where its first one does.
enum HangingText {
  /// Where less is left for the text, it is not fitted.
  private static let least = 24

  /// - Parameter text: what stands apart in it by two blanks is kept together where a line has room for it.
  static func lines(_ head: String, _ text: String, width: Int?) -> [String] {
    let indent = TextWidth.of(head)
    guard let width, width - indent >= least else { return [head + text] }
    let room = width - indent
    var lines: [String] = []
    for part in parts(text) {
      if let last = lines.last, TextWidth.of(last) + 2 + TextWidth.of(part) <= room {
        lines[lines.count - 1] = last + "  " + part
      } else {
        lines += TextWidth.wrapped(part, first: room, rest: room)
      }
    }
    guard let first = lines.first else { return [head] }
    return [head + first] + lines.dropFirst().map { String(repeating: " ", count: indent) + $0 }
  }

  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var rest = text[...]
    while let gap = rest.firstRange(of: "  ") {
      parts.append(String(rest[..<gap.lowerBound]))
      rest = rest[gap.upperBound...]
    }
    return (parts + [String(rest)]).filter { !$0.isEmpty }
  }
}
