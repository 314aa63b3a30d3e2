import Policy
import Records

let rules = [
  KnownRule(id: "leaver-privileged"),
  KnownRule(id: "name-filler"),
  KnownRule(id: "name-place"),
  KnownRule(
    id: "dormant-privileged",
    parameters: [KnownParameter(name: "days", minimum: 1, maximum: 3650, default: 90)]),
  KnownRule(
    id: "admin-too-many",
    parameters: [
      KnownParameter(name: "share", minimum: 1, maximum: 100, default: 20, isPercentage: true),
      KnownParameter(name: "most", minimum: 1, maximum: 1000, default: 8),
    ]),
  KnownRule(id: "role-conflict", pairs: ["pairs"]),
]

func read(_ text: String) -> PolicyReading { read(Array(text.utf8)) }

func read(_ bytes: [UInt8]) -> PolicyReading {
  PolicyReader.read(
    bytes: bytes, file: "rollcall.yml", knownRules: rules, laterRules: ["portal-nobody"], presets: presetTexts,
    isKnownZone: { ["UTC", "Europe/London"].contains($0) })
}

/// A policy that is valid, with more lines behind it; they begin on line 7.
func policy(_ more: String = "") -> String {
  """
  organization: Example Ltd
  sources:
    - name: users
      kind: users
      path: users.csv
      columns: {id: User ID, email: Email}
  \(more)
  """
}

/// A policy whose only source is this one; the lines stand from line 2, column 5.
func source(_ lines: String) -> String {
  "sources:\n  - " + lines.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ")
}

func messages(_ reading: PolicyReading) -> [String] { reading.diagnostics.map(\.description) }
