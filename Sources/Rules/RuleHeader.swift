import Records

/// One example of a rule: rows to put into an empty database, and what the rule then finds.
package struct RuleExample: Sendable {
  package struct Row: Equatable, Sendable {
    package var table: String
    package var values: [(column: String, value: String?)]

    package init(table: String, values: [(column: String, value: String?)]) {
      self.table = table
      self.values = values
    }

    package static func == (a: Row, b: Row) -> Bool {
      a.table == b.table && a.values.map(\.column) == b.values.map(\.column)
        && a.values.map(\.value) == b.values.map(\.value)
    }
  }

  /// What the rule must find; nil where the example does not say.
  package struct Expectation: Sendable {
    package var subject: String
    package var values: [String: String]
  }

  package var title: String
  package var isFlagged: Bool
  package var line: Int
  package var rows: [Row] = []
  package var expected: [Expectation] = []
}

/// Reads the comment lines at the head of a rule file.
struct RuleHeader {
  let file: String
  private(set) var id = ""
  private(set) var title = ""
  private(set) var values: [String: String] = [:]
  private(set) var parameters: [RuleFile.Parameter] = []
  private(set) var examples: [RuleExample] = []
  private var line = 0
  /// On which lines the keys stand.
  private var places: [String: Int] = ["id": 1]
  private var lastKey = ""

  /// Whether rows of examples are passed over.
  private let skipsRows: Bool

  init(file: String, skipsRows: Bool = false) {
    self.file = file
    self.skipsRows = skipsRows
  }

  private static let keys: Set<String> = ["severity", "needs", "uses", "policy", "controls", "why", "fix"]

  /// - Parameter key: what is wrong; nil for the line that is being read, or the file as a whole.
  func fault(_ message: String, of key: String? = nil) -> Diagnostic {
    Diagnostic(.error, message, at: Position(file: file, line: key.flatMap { places[$0] } ?? (line == 0 ? nil : line)))
  }

  /// - Parameter text: a line behind its two hyphens.
  mutating func read(_ text: Substring, line: Int) throws(Diagnostic) {
    self.line = line
    if skipsRows, !examples.isEmpty, text.utf8.starts(with: "   ".utf8) { return }
    let words = text.withoutIndent
    let indent = text.utf8.count - words.utf8.count
    if words.isEmpty || words.utf8.first == UInt8(ascii: "#") {
      // A line that begins with "#" is talk.
      lastKey = ""
    } else if id.isEmpty {
      let parts = RuleHeader.split(words)
      guard let parts else { throw fault("the first line is not '-- id: Title'") }
      (id, title) = (String(parts.key), parts.value)
    } else if indent >= 3, examples.isEmpty {
      guard !lastKey.isEmpty else { throw fault("a continued line without a beginning") }
      values[lastKey, default: ""] += " " + words
    } else if indent >= 3 {
      try readRow(words)
    } else {
      try readKey(words)
    }
  }

  private mutating func readKey(_ words: Substring) throws(Diagnostic) {
    guard let (key, value) = RuleHeader.split(words) else { throw fault("'key: value' was expected") }
    if key == "flagged" || key == "passes" {
      examples.append(RuleExample(title: value, isFlagged: key == "flagged", line: line))
    } else if key.hasPrefix("parameter ") {
      parameters.append(try parameter(String(key.dropFirst("parameter ".count)), value))
    } else if case let key = String(key), RuleHeader.keys.contains(key), values[key] == nil {
      values[key] = value
      places[key] = line
      lastKey = key
    } else {
      throw fault("'\(key):' is not known here, or is there twice")
    }
  }

  private static func split(_ words: Substring) -> (key: Substring, value: String)? {
    guard let colon = words.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    return (words[..<colon], String(words[words.utf8.index(after: colon)...].withoutIndent))
  }

  /// `90, 1 to 3650, days without a login`, `20%, 1 to 100, share`, or `list conflicting-roles, what must not meet`.
  private func parameter(_ name: String, _ text: String) throws(Diagnostic) -> RuleFile.Parameter {
    if text.hasPrefix("list ") { return try pairs(name, text.dropFirst("list ".count)) }
    let parts = text.cut(at: UInt8(ascii: ","), most: 3).map(\.withoutIndent)
    let limits = parts.count == 3 ? parts[1].cut(at: 0x20).filter { !$0.isEmpty } : []
    let isPercentage = parts.first?.hasSuffix("%") == true
    guard limits.count == 3, limits[1] == "to", let standard = Int(parts[0].dropLast(isPercentage ? 1 : 0)),
      let low = Int(limits[0]), let high = Int(limits[2]), low <= standard, standard <= high
    else { throw fault("a parameter is 'default, least to most, meaning'") }
    return RuleFile.Parameter(
      name: name, standard: .number(standard), range: low...high, isPercentage: isPercentage, list: nil,
      meaning: String(parts[2]))
  }

  private func pairs(_ name: String, _ text: Substring) throws(Diagnostic) -> RuleFile.Parameter {
    let parts = text.cut(at: UInt8(ascii: ","), most: 2).map(\.withoutIndent)
    guard parts.count == 2, let file = ListFile.all.first(where: { $0.name == parts[0] }), file.isOfPairs else {
      throw fault("a parameter of pairs is 'list NAME, meaning', with a list of pairs in schema/lists")
    }
    return RuleFile.Parameter(
      name: name, standard: .pairs(file.pairs), range: nil, isPercentage: false, list: file.name,
      meaning: String(parts[1]))
  }

  /// `profile id=u1 given_name="Mary Ann" mfa=null`, `finds u1 severity=high`
  private mutating func readRow(_ words: Substring) throws(Diagnostic) {
    var tokens = try RuleHeader.tokens(words) { fault($0) }
    guard let table = tokens.first, !tokens.isEmpty else { return }
    tokens.removeFirst()
    var subject: String?
    var pairs: [(column: String, value: String?)] = []
    for token in tokens {
      if let equals = token.text.firstIndex(of: "="), !token.startsQuoted {
        let value = String(token.text[token.text.index(after: equals)...])
        pairs.append((String(token.text[..<equals]), value == "null" && !token.hasQuotes ? nil : value))
      } else {
        subject = token.text
      }
    }
    let last = examples.count - 1
    try checkNames(table.text, pairs.map(\.column))
    if table.text == "finds" {
      guard let subject else { throw fault("'finds' names no subject") }
      let values = Dictionary(pairs.map { ($0.column, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
      examples[last].expected.append(RuleExample.Expectation(subject: subject, values: values))
    } else {
      examples[last].rows.append(RuleExample.Row(table: table.text, values: pairs))
    }
  }

  /// Names become part of a statement, and a rule may be anybody's.
  private func checkNames(_ table: String, _ columns: [String]) throws(Diagnostic) {
    func isName(_ text: String) -> Bool {
      !text.isEmpty
        && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
    }
    guard isName(table), !table.contains("-") else { throw fault("a row begins with the name of a table") }
    guard columns.allSatisfy({ isName($0) && (table == "set" || !$0.contains("-")) }) else {
      throw fault("a column is written as name=value, with a name of a-z and _")
    }
    guard Set(columns).count == columns.count else { throw fault("a column is there twice") }
  }

  private struct Token {
    var text = ""
    var hasQuotes = false
    var startsQuoted = false
  }

  /// Words parted by blanks; a part in double quotes may hold blanks, and `""` inside it is a quote.
  private static func tokens(
    _ words: Substring, _ fault: (String) -> Diagnostic
  ) throws(Diagnostic) -> [Token] {
    var tokens: [Token] = []
    var current: Token?
    var isQuoted = false
    var rest = words[...]
    while let character = rest.popFirst() {
      if isQuoted {
        if character == "\"", rest.first == "\"" {
          current?.text.append(character)
          rest.removeFirst()
        } else if character == "\"" {
          isQuoted = false
        } else {
          current?.text.append(character)
        }
      } else if character == "\"" {
        if current == nil { current = Token(startsQuoted: true) }
        current?.hasQuotes = true
        isQuoted = true
      } else if character == " " {
        if let token = current { tokens.append(token) }
        current = nil
      } else {
        if current == nil { current = Token() }
        current?.text.append(character)
      }
    }
    guard !isQuoted else { throw fault("a quote is never closed") }
    if let token = current { tokens.append(token) }
    return tokens
  }

  mutating func close() throws(Diagnostic) {
    guard !id.isEmpty else { throw fault("the file does not begin with '-- id: Title'") }
    for example in skipsRows ? [] : examples {
      line = example.line
      guard example.isFlagged == !example.expected.isEmpty else {
        throw fault(example.isFlagged ? "a flagged example without 'finds'" : "a passing example with 'finds'")
      }
    }
    line = 0
  }
}
