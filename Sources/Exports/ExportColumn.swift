/// A column of an export: what was read from it, or why nothing was.
package struct ExportColumn: Equatable, Sendable {
  /// Why a column is not read whatever the policy says.
  package enum Smell: String, Sendable {
    /// Of a secret: a password, a PIN, a token.
    case secret
    /// Of what only an HR department may know.
    case personal
  }

  /// What stands in a column that smells of a secret; the last of these that was met.
  package enum Content: String, Sendable, CaseIterable {
    case empty
    /// Whether something is set, or when: yes, no, a day.
    case flags
    /// Stars or bullets in the place of a secret.
    case masked
    /// Something else: the secret itself, as far as anybody can tell without reading it.
    case values
  }

  /// The header, or the JSON key or path; a place where it may be somebody's data.
  package var header: String
  /// The field of the contract that is read from it.
  package var field: String?
  package var smell: Smell?
  /// Of one that smells of a secret.
  package var content: Content?
  /// Where `content` was first met, from 1; 0 for nowhere.
  package var line = 0

  package init(header: String, field: String? = nil, smell: Smell? = nil, content: Content? = nil, line: Int = 0) {
    self.header = header
    self.field = field
    self.smell = smell
    self.content = content
    self.line = line
  }

  static func smell(of header: String) -> Smell? {
    SecretName.smells(header) ? .secret : PersonalName.smells(header) ? .personal : nil
  }
}

extension [ExportColumn] {
  /// Of two files of one source: the columns of both, each with the worse of what it holds.
  func joined(with other: [ExportColumn]) -> [ExportColumn] {
    var joined = self
    for column in other {
      guard let place = joined.firstIndex(where: { $0.header.utf8.elementsEqual(column.header.utf8) }) else {
        joined.append(column)
        continue
      }
      if joined[place].field == nil { joined[place].field = column.field }
      let all = ExportColumn.Content.allCases
      if let content = column.content,
        (all.firstIndex(of: content) ?? 0) > (joined[place].content.flatMap(all.firstIndex) ?? -1)
      {
        (joined[place].content, joined[place].line) = (content, column.line)
      }
    }
    return joined
  }
}
