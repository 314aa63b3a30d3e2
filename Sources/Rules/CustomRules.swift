package import Records
package import Storage

/// The organization's own rules.
package enum CustomRules {
  /// A rule is a page or two.
  package static let longestFile = 256 << 10

  /// Reads the files of a folder.
  /// - Parameters:
  ///   - files: each with its name in the folder, its path as the policy writes it, and its bytes.
  ///   - shipped: rules whose ids are taken.
  /// - Returns: the rules that are as they should be, and what is wrong with the others.
  package static func read(
    _ files: [(name: String, path: String, bytes: [UInt8])], shipped: [RuleFile]
  ) -> (rules: [RuleFile], faults: [Diagnostic]) {
    let taken = Set(shipped.map(\.id)).union(RuleCatalogue.later)
    var rules: [RuleFile] = []
    var faults: [Diagnostic] = []
    for file in files {
      do throws(Diagnostic) {
        let rule = try RuleFile(name: file.name, text: try text(file.bytes, file.path), customFile: file.path)
        func fault(_ message: String, _ hint: String) -> Diagnostic {
          Diagnostic(.error, message, at: Position(file: file.path, line: 1), hint: hint)
        }
        guard isName(rule.id) else {
          throw fault("'\(rule.id)' is no id of a rule", "use small letters, digits and hyphens, such as 'lobby-phone'")
        }
        guard !taken.contains(rule.id) else {
          throw fault("the id '\(rule.id)' is that of a rule of rollcall", "give yours another, and the file too")
        }
        rules.append(rule)
      } catch {
        faults.append(error)
      }
    }
    return (rules, faults)
  }

  /// Compiles rules against the schema of this program, without data.
  /// - Returns: what is wrong with them.
  package static func faults(_ rules: [RuleFile], _ limits: QueryLimits) throws -> [Diagnostic] {
    guard !rules.isEmpty else { return [] }
    return try AuditDatabase(path: nil) { 1 }.read { connection in
      var faults: [Diagnostic] = []
      for rule in rules {
        do {
          try CustomRule(rule, limits).check(connection)
        } catch let refusal as RuleRefusal {
          faults.append(refusal.diagnostic)
        }
      }
      return faults
    }
  }

  /// Whether a text can be the id of a rule, and so the name of its file.
  package static func isName(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count <= 64 && bytes.first.map { (97...122).contains($0) } == true
      && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }

  /// The text of a file, with the line ends of other systems as those of this one.
  private static func text(_ bytes: [UInt8], _ path: String) throws(Diagnostic) -> String {
    func fault(_ message: String, at byte: Int) -> Diagnostic {
      Diagnostic(
        .error, message,
        at: Position(file: path, line: 1 + bytes[..<byte].count { $0 == UInt8(ascii: "\n") }, byte: byte))
    }
    if let byte = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) {
      throw fault("a control character is no part of a rule", at: byte)
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    guard let string = String(validating: text, as: UTF8.self) else {
      throw fault("it is not UTF-8", at: 0)
    }
    return string.replacing("\r\n", with: "\n")
  }
}
