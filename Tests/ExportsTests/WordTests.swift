import Records
import Testing

@testable import Exports

@Suite("Words of a closed vocabulary")
struct WordTests {
  private static let mapping = SourceMapping.users(["id": "id", "status": "status", "mfa": "mfa"])

  private func statuses(_ words: [String], _ mapping: SourceMapping = WordTests.mapping) throws -> ExportOnDisk {
    let rows = words.enumerated().map { "u\($0),\"\($1)\"" }
    return try ExportOnDisk.read("id,status\n" + rows.joined(separator: "\n"), mapping)
  }

  @Test(
    "are known in any case of A-Z, trimmed",
    arguments: [
      ("Active", "active"), ("ENABLED", "active"), (" active\t", "active"), ("\u{A0}Active", "active"),
      ("Inactive", "inactive"), ("Disabled", "inactive"), ("suspended", "inactive"), ("Deactivated", "inactive"),
      ("DEPROVISIONED", "inactive"), ("deleted", "inactive"), ("Pending", "pending"), ("Invited", "pending"),
      ("Not Activated", "pending"), ("Locked", "locked"), ("LOCKED_OUT", "locked"), ("frozen", "locked"),
    ])
  func known(spelling: String, word: String) throws {
    let export = try statuses([spelling, "Inactive"])
    #expect(export.column("status") == [word, "inactive"])
    #expect(export.summary.unknownWords.isEmpty)
  }

  @Test(
    "that no table has are unknown, and never active",
    arguments: [
      "", " ", "Aktiv", "activ", "actives", "active.", "act ive", "in active", "ACTİVE", "actıve", "а\u{441}tive",
      "yes",
      "true", "1", "unknown", "active\u{200B}", "active\u{301}", "enabled;disabled", "null", "none",
    ])
  func unknown(spelling: String) throws {
    let export = try statuses(["Active", spelling, "active"])
    #expect(export.column("status") == ["active", "unknown", "active"])
    #expect(export.summary.unknownWords.map(\.field) == ["status"])
    #expect(export.summary.unknownWords.map(\.count) == [1])
    #expect(export.summary.unknownWords.map(\.line) == [3])
    #expect(export.rejected.isEmpty)
  }

  @Test("that are unknown are counted by spelling, with the line of the first")
  func counts() throws {
    let export = try statuses(["Parked", "Active", "parked", "Parked", "", "Zzz", "", "Parked"])
    let words = export.summary.unknownWords
    #expect(words.map(\.word) == ["", "Parked", "Zzz", "parked"])
    #expect(words.map(\.count) == [2, 3, 1, 1])
    #expect(words.map(\.line) == [6, 2, 7, 4])
    #expect(export.column("status").filter { $0 == "unknown" }.count == 7)
  }

  @Test("that are unknown and many, or long, do not fill the report")
  func flood() throws {
    let export = try statuses((0..<500).map { "word \($0)" } + [String(repeating: "secret ", count: 30)])
    let words = export.summary.unknownWords
    #expect(words.count == 101)
    #expect(words.reduce(0) { $0 + $1.count } == 501)
    #expect(words.first { $0.word == "(other words)" }?.count == 401)
    #expect(!words.contains { $0.word.contains("secret") })
    #expect(Set(export.column("status")) == ["unknown"])
    let long = try statuses([String(repeating: "secret ", count: 30)]).summary.unknownWords
    #expect(long.map(\.word) == ["(a text that is not shown)"])
  }

  @Test("may have spellings of the policy's own, which come first")
  func ownSpellings() throws {
    var mapping = WordTests.mapping
    mapping.words = ["status": ["working": "active", "geparkt": "inactive", "enabled": "inactive", "": "pending"]]
    let export = try statuses(["Working", "GEPARKT", "Enabled", "active", "", "x"], mapping)
    #expect(export.column("status") == ["active", "inactive", "inactive", "active", "pending", "unknown"])
    #expect(export.summary.unknownWords.map(\.word) == ["x"])
  }

  @Test(
    "for yes and no are read, and nothing else counts as yes",
    arguments: [
      ("Yes", "yes"), ("TRUE", "yes"), ("1", "yes"), ("y", "yes"), ("on", "yes"), ("No", "no"), ("false", "no"),
      ("0", "no"), ("n", "no"), ("OFF", "no"), ("not set", "no"), ("", "unknown"), ("Ja", "unknown"), ("2", "unknown"),
      ("enrolled", "unknown"), ("yes!", "unknown"), ("ye s", "unknown"), ("01", "unknown"), ("-", "unknown"),
    ])
  func yesOrNo(spelling: String, word: String) throws {
    let export = try ExportOnDisk.read("id,mfa\nu1,\(spelling)\n", WordTests.mapping)
    #expect(export.column("mfa") == [word])
    #expect(export.summary.unknownWords.count == (word == "unknown" ? 1 : 0))
  }

  @Test("of a column that the file lacks are not known, which is neither yes, no nor unknown")
  func absent() throws {
    let export = try ExportOnDisk.read("id,status\nu1,Active\n", WordTests.mapping)
    #expect(export.rows == [["account": "", "id": "u1", "status": "active"]])
    #expect(export.summary.unknownWords.isEmpty)
  }

  @Test("of a roster: inactive is left open, because it means two things")
  func employment() throws {
    let mapping = SourceMapping.generic(source: "s", shape: .roster)
    let text = "email,status\na@x,Active\nb@x,Terminated\nc@x,On Leave\nd@x,Pre-Hire\ne@x,Inactive\nf@x,\n"
    let export = try ExportOnDisk.read(text, mapping)
    #expect(export.column("status") == ["employed", "departed", "on-leave", "future", "unknown", "unknown"])
  }

  @Test("read the same wherever they stand among 40 others that are kept as bytes")
  func kept() throws {
    let spellings = [
      "Active", "ACTIVE", "active", "AcTive", "Inactive", "INACTIVE", "Locked", "Pending", "Enabled", "bad",
    ]
    let words = (0..<2000).map { spellings[($0 * 7 + $0 / 13) % spellings.count] }
    let expected = words.map { word -> String in
      switch word.lowercased() {
      case "active", "enabled": "active"
      case "bad": "unknown"
      default: word.lowercased()
      }
    }
    #expect(try statuses(words).column("status") == expected)
  }
}
