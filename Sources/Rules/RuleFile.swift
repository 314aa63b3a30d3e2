package import Records

/// One rule: a `.sql` file whose comments say what the rule is and show it at work, and whose one SELECT gives its
/// findings. No rows means that all is well.
package struct RuleFile: Sendable {
  package struct Parameter: Equatable, Sendable {
    package let name: String
    package let standard: ParameterValue
    /// Nil for pairs.
    package let range: ClosedRange<Int>?
    /// May be written as `20%`.
    package let isPercentage: Bool
    /// The list that pairs stand in.
    package let list: String?
    package let meaning: String

    /// For people: `20%`, `2`, `billing + orders; ...`
    package func shown(_ value: ParameterValue) -> String { value.shown + (isPercentage ? "%" : "") }
  }

  package let id: String
  /// The compliant state, as a sentence without a full stop.
  package let title: String
  package let severity: Severity
  package let needs: [RuleNeed]
  /// Whether it compares with earlier nights, and so needs one that read what it needs.
  package let needsHistory: Bool
  /// Kinds of sources that it looks at where they are there, and can do without.
  package let uses: [SourceKind]
  package let why: String
  package let fix: String
  /// Clauses of the account security policy, such as `P4, P5`.
  package let policy: String
  /// Ids of the controls that the rule supports, as the standards have them: `NIST 800-53 PS-4`.
  package let controls: [String]
  package let parameters: [Parameter]
  /// The examples of the file; read anew at each use where the rule was read without them.
  package var examples: [RuleExample] {
    readExamples ?? (try? RuleFile(name: id + ".sql", text: text))?.examples ?? []
  }

  private let readExamples: [RuleExample]?
  private let text: String
  /// Gives the columns profile, account, subject_kind, subject, severity, reason.
  package let select: String
  /// The views that it names, by their places in `ViewFile.all`.
  let namedViews: [Int]
  /// Line of the file on which the SELECT begins.
  package let selectLine: Int
  /// The file as the policy writes it; nil for a rule that comes with the program.
  package let customFile: String?

  package var isCustom: Bool { customFile != nil }

  /// The file, for messages.
  package var file: String { customFile ?? id + ".sql" }

  /// Whether it only asks how the exports are, and not what they say of anybody: it can do with any source.
  package var isAboutExports: Bool {
    needs.allSatisfy { need in SourceKind.allCases.allSatisfy { kind in need.anyOf.contains { $0.kind == kind } } }
  }

  /// Whether it tells what became of decisions, and so must run when the others have.
  package let isAboutDecisions: Bool

  /// Whether it tells what became of waivers, and so must run when these were held against what the others found. What it
  /// finds cannot be waived.
  package var isAboutWaivers: Bool { !isCustom && id.hasPrefix("waiver-") }

  /// Kinds of sources that it looks at.
  package var kinds: [SourceKind] {
    SourceKind.allCases.filter { kind in
      uses.contains(kind) || needs.contains { $0.anyOf.contains { $0.kind == kind } }
    }
  }
}

/// What a rule cannot do without: a kind of source, or a field of one; where there are several, any of them will do.
package struct RuleNeed: Equatable, Sendable {
  package struct Item: Equatable, Sendable {
    package let kind: SourceKind
    package let field: String?
  }

  package let anyOf: [Item]
}

extension RuleFile {
  /// Reads a rule file. What is wrong with it is said with the file and the line.
  /// - Parameters:
  ///   - customFile: the file as the policy writes it; nil for a rule that comes with the program.
  ///   - isLean: the rows of its examples are read when somebody asks for them: a night does not, and they are most of a file.
  package init(name: String, text: String, customFile: String? = nil, isLean: Bool = false) throws(Diagnostic) {
    var header = RuleHeader(file: customFile ?? name, skipsRows: isLean)
    var sql = ""[...]
    var selectLine = 0
    for (index, bytes) in text.cut(at: 0x0A).enumerated() {
      let line = bytes.withoutReturn
      if line.utf8.starts(with: "--".utf8) {
        try header.read(line[line.utf8.index(line.startIndex, offsetBy: 2)...], line: index + 1)
      } else if !line.isBlank {
        (sql, selectLine) = (text[line.startIndex...], index + 1)
        break
      }
    }
    try header.close()
    if sql.utf8.contains(0x0D) { sql = sql.cut(at: 0x0A).map(\.withoutReturn).joined(separator: "\n")[...] }
    sql = sql.withoutSemicolons
    guard !sql.isEmpty else { throw header.fault("there is no SELECT") }

    func one(_ key: String) throws(Diagnostic) -> String {
      guard let value = header.values[key], !value.isEmpty else { throw header.fault("'\(key):' is missing") }
      return value
    }
    id = header.id
    title = header.title
    guard name == id + ".sql" else { throw header.fault("the file of rule '\(id)' must be called \(id).sql", of: "id") }
    let word = try one("severity")
    guard let severity = Severity(rawValue: word) else {
      throw header.fault("'\(word)' is no severity", of: "severity")
    }
    self.severity = severity
    let words = try one("needs").cut(at: UInt8(ascii: ","))
    needsHistory = words.contains { $0.stripped == "history" }
    needs = try RuleNeed.list(words.filter { $0.stripped != "history" }.joined(separator: ","), "needs", header)
    uses = try RuleNeed.list(header.values["uses"] ?? "", "uses", header).flatMap { $0.anyOf.map(\.kind) }
    why = try one("why")
    fix = try one("fix")
    policy = try one("policy")
    // An organization's own rule may support none.
    if customFile != nil, header.values["controls"] == nil {
      controls = []
    } else {
      controls = try RuleFile.controls(try one("controls"), header)
    }
    parameters = header.parameters
    readExamples = isLean ? nil : header.examples
    self.text = isLean ? text : ""
    self.select = String(sql)
    (namedViews, isAboutDecisions) = RuleFile.names(in: self.select)
    self.selectLine = selectLine
    self.customFile = customFile
  }
}

extension RuleFile {
  /// `NIST 800-53: PS-4, AC-2(3); SOC 2: CC6.2`
  private static func controls(_ text: String, _ header: RuleHeader) throws(Diagnostic) -> [String] {
    var controls: [String] = []
    for part in text.cut(at: UInt8(ascii: ";")) {
      let words = part.cut(at: UInt8(ascii: ":")).map(\.stripped)
      let ids = words.count == 2 ? words[1].cut(at: UInt8(ascii: ",")) : []
      guard !ids.isEmpty, !words[0].isEmpty, !ids.contains(where: \.isBlank) else {
        throw header.fault("'controls:' is a list such as 'SOC 2: CC6.2, CC6.3; CIS: 6.2'", of: "controls")
      }
      controls += ids.map { words[0] + " " + $0.stripped }
    }
    return controls
  }
}

extension RuleNeed {
  /// `users, users.status, accounts.passphrase_set or users.passphrase_set`; `history` is read apart
  fileprivate static func list(
    _ text: String, _ key: String, _ header: RuleHeader
  ) throws(Diagnostic) -> [RuleNeed] {
    var needs: [RuleNeed] = []
    for part in text.isEmpty ? [] : text.cut(at: UInt8(ascii: ",")) {
      var items: [Item] = []
      let choices = part.cut(at: 0x20).filter { !$0.isEmpty }
      guard choices.count % 2 == 1, choices.enumerated().allSatisfy({ ($1 == "or") == !$0.isMultiple(of: 2) }) else {
        throw header.fault("'\(key):' is a list with commas; within it, 'or' stands between what will do", of: key)
      }
      for choice in choices where choice != "or" {
        let words = choice.cut(at: UInt8(ascii: "."), most: 2)
        guard let kind = SourceKind(rawValue: String(words[0])) else {
          throw header.fault("'\(words[0])' in '\(key):' is no kind of source", of: key)
        }
        let field = words.count > 1 ? String(words[1]) : nil
        if let field, kind.shape.index(of: field) == nil {
          throw header.fault("'\(choice)' in '\(key):' is no field of the contract", of: key)
        }
        items.append(Item(kind: kind, field: field))
      }
      needs.append(RuleNeed(anyOf: items))
    }
    return needs
  }
}
