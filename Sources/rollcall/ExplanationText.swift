import Audit
import Records
import Rules

/// An explanation for the terminal.
struct ExplanationText {
  private let explanation: Explanation

  init(_ explanation: Explanation) { self.explanation = explanation }

  var text: String {
    let lines = explanation.lines
    let width = lines.map(\.name.count).max() ?? 0
    var section = ""
    var text = ["\(explanation.rule.id) and \(explanation.subject), as of \(explanation.asOf.iso)"]
    for line in lines {
      if line.section != section {
        text += ["", line.section.prefix(1).uppercased() + line.section.dropFirst()]
        section = line.section
      }
      text.append("  " + line.name + String(repeating: " ", count: width - line.name.count + 2) + (line.value ?? "-"))
    }
    return text.map(VisibleText.of).joined(separator: "\n")
  }
}
