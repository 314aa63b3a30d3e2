extension ReportModel {
  /// What one guard said of one source.
  package struct Guard: Sendable {
    /// Empty for the night as a whole.
    package var source: String
    package var name: String
    /// `passed`, `warned`, `overridden`, `refused` or `off`.
    package var state: String
    /// What it had to say, where it had anything.
    package var reason: String?

    package init(source: String, name: String, state: String, reason: String?) {
      self.source = source
      self.name = name
      self.state = state
      self.reason = reason
    }
  }

  /// What somebody allowed for this run, against a guard.
  package struct Override: Sendable {
    package var name: String
    /// Empty for the night as a whole.
    package var source: String
    /// In the words of whoever allowed it.
    package var reason: String
    /// What the guard would have refused; nil where the override was not needed.
    package var told: String?

    package init(name: String, source: String, reason: String, told: String?) {
      self.name = name
      self.source = source
      self.reason = reason
      self.told = told
    }
  }
}

extension ReportModel.Source {
  /// A column that is never read: its header smells of a secret, or of what only an HR department may know.
  package struct HiddenColumn: Sendable {
    package var header: String
    /// `secret` or `personal`.
    package var smell: String
    /// Of one that smells of a secret: `empty`, `flags`, `masked` or `values`; nil where it was not looked at.
    package var content: String?

    package init(header: String, smell: String, content: String?) {
      self.header = header
      self.smell = smell
      self.content = content
    }
  }
}
