import Audit
import Records

/// A leaver's checklist for the terminal.
struct LeaverText {
  private let checklist: Leaver.Checklist
  private let width: Int?

  /// - Parameter width: columns of the terminal, to which lines are fitted; nil where there is none.
  init(_ checklist: Leaver.Checklist, width: Int? = Terminal.columns) {
    self.checklist = checklist
    self.width = width
  }

  var text: String {
    let number = checklist.employeeNumber.map { "employee \($0)" }
    let others = [checklist.email, number].compactMap { $0 }.joined(separator: ", ")
    let who = (checklist.name ?? "Somebody without a name") + (others.isEmpty ? "" : " (\(others))")
    var lines = line(
      "",
      checklist.hasLeft.map { "\(who) has left already, as the roster says, on \($0):" }
        ?? "If \(who) left on \(checklist.asOf.iso):")
    lines += ["", "What would break"]
    for loss in checklist.losses {
      lines += line("  \(loss.severity.uppercased())  ", "\(loss.account): \(loss.words)")
    }
    if checklist.losses.isEmpty {
      lines += line("  ", "nothing: everywhere somebody else can do what this person does")
    }
    lines += ["", "What to do"] + tasks
    lines += ["", "What the next audit would find, if nothing were done"]
    for found in checklist.consequences {
      lines += line("  \(found.severity)  ", "\(found.account)  \(found.rule)  \(found.subject): \(found.reason)")
    }
    if checklist.consequences.isEmpty { lines.append("  nothing new") }
    return lines.joined(separator: "\n")
  }

  private var tasks: [String] {
    var lines: [String] = []
    var account: String?
    for (index, task) in checklist.tasks.enumerated() {
      if task.account != account { lines += line("  ", task.account) }
      account = task.account
      lines += line("    [ ] ", "\(LeaverText.deed(task.kind)): \(task.subject), \(task.detail)")
      // What is the same for several stands once, behind the last of them.
      let next = checklist.tasks.dropFirst(index + 1).first
      if next?.fix != task.fix || next?.account != task.account { lines += line("        ", task.fix) }
    }
    return lines.isEmpty ? line("  ", "nothing") : lines
  }

  private static func deed(_ task: String) -> String {
    switch task {
    case "profile": "make inactive"
    case "role": "revoke the role"
    case "api-keys": "replace API keys"
    case "passphrase": "change the passphrase"
    case "extension": "look at the routing"
    case "registration": "close the registration"
    default: "replace the " + task.replacing("-", with: " ")
    }
  }

  private func line(_ head: String, _ text: String) -> [String] {
    HangingText.lines(head, VisibleText.of(text), width: width)
  }
}
