import Policy
import Records

/// What must hold for any bytes that are given to the reader of policies. Used by the fuzz target (scripts/fuzz) and,
/// with fewer bytes, by the tests.
enum PolicyFuzz {
  private static let rules = [
    KnownRule(id: "name-filler"),
    KnownRule(
      id: "admin-too-many",
      parameters: [
        KnownParameter(name: "share", minimum: 1, maximum: 100, default: 20, isPercentage: true),
        KnownParameter(name: "most", minimum: 1, maximum: 1000, default: 8),
      ]),
    KnownRule(id: "role-conflict", pairs: ["pairs"]),
  ]

  private static func read(_ bytes: [UInt8]) -> PolicyReading {
    PolicyReader.read(
      bytes: bytes, file: "p.yml", knownRules: rules, laterRules: ["portal-nobody"],
      isKnownZone: { ["UTC", "Europe/London"].contains($0) })
  }

  /// - Returns: what does not hold; nil when all does.
  static func complaint(_ bytes: [UInt8]) -> String? {
    let reading = read(bytes)
    let words = reading.diagnostics.map(\.description)
    if read(bytes).diagnostics.map(\.description) != words { return "read twice it says something else" }
    let hasErrors = reading.diagnostics.contains { $0.level == .error }
    if hasErrors != (reading.policy == nil) { return "a policy with errors, or none without: \(words)" }
    let lines =
      1 + bytes.count { $0 == 0x0A } + bytes.count { $0 == 0x0D }
      + String(decoding: bytes, as: UTF8.self)
      .unicodeScalars.count { ["\u{85}", "\u{2028}", "\u{2029}"].contains($0) }
    for diagnostic in reading.diagnostics {
      if diagnostic.description.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
        return "a message of more than one line: \(diagnostic)"
      }
      guard let position = diagnostic.position, let line = position.line else { return "no position: \(diagnostic)" }
      if line < 1 || line > lines + 1 { return "a line that the file does not have: \(diagnostic)" }
    }
    for value in reading.effective where value.path.isEmpty { return "a setting without a name: \(value)" }
    return nil
  }
}
