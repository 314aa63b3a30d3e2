package import Records
package import Storage

/// What an organization's own rule did that it may not: the rule and its file are named, and nothing of the night is kept.
package struct RuleRefusal: Error, Sendable {
  package let diagnostic: Diagnostic

  /// - Parameter line: in the file; nil for the rule as a whole.
  package init(_ rule: RuleFile, _ reason: String, line: Int? = nil) {
    diagnostic = Diagnostic(
      .error, "rule '\(rule.id)' \(reason)", at: Position(file: rule.file, line: line ?? rule.selectLine))
  }

  /// - Parameter refusal: about the SELECT of the rule.
  package init(_ rule: RuleFile, _ refusal: QueryRefusal) {
    let before = refusal.offset.map { rule.select.utf8.prefix($0).count { $0 == UInt8(ascii: "\n") } } ?? 0
    self.init(rule, refusal.reason, line: rule.selectLine + before)
  }
}
