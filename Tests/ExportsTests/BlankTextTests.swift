import Records
import Testing

@testable import Exports

/// Texts that stand for an empty cell are one, whichever way the cell came.
@Suite("A text that stands for an empty cell")
struct BlankTextTests {
  /// Two columns that give a login and two that give an address, of which the second speaks where the first does not.
  private static var mapping: SourceMapping {
    var mapping = SourceMapping.users([
      "id": "id", "user_name": "login name", "last_login": "web", "email": "mail", "created": "made",
    ])
    mapping.columns["last_login"] = ["web", "phone"]
    mapping.columns["email"] = ["mail", "second mail"]
    mapping.takesFirst = true
    mapping.never = ["0", "1970-01-01t00:00:00z"]
    mapping.blanks = ["email": ["none@a.example"], "id": ["n/a"], "created": ["-"]]
    return mapping
  }

  /// The same record as CSV, as JSON, and as JSON whose strings hold an escape, which are kept in another place.
  private func read(_ row: [String: String]) throws -> [ExportOnDisk] {
    let keys = ["id", "web", "phone", "mail", "second mail", "made"]
    let csv = keys.joined(separator: ",") + "\n" + keys.map { row[$0] ?? "" }.joined(separator: ",") + "\n"
    func json(_ text: (String) -> String) -> String {
      "[{" + keys.map { "\"\($0)\": \"\(text(row[$0] ?? ""))\"" }.joined(separator: ", ") + "}]"
    }
    func escaped(_ text: String) -> String {
      text.unicodeScalars.map { ($0.value < 16 ? "\\u000" : "\\u00") + String($0.value, radix: 16) }.joined()
    }
    return try [csv, json { $0 }, json(escaped)].map { try ExportOnDisk.read(Array($0.utf8), Self.mapping) }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let row: [String: String]
    let gives: [String: String]
    var testDescription: String { "\(row.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })" }
  }

  @Test(
    "lets the next column of the field speak, as an empty one does",
    arguments: [
      Case(
        row: ["web": "", "phone": "2026-11-20T08:00:00Z"], gives: ["last_login": "2026-11-20T08:00:00Z"]),
      Case(row: ["web": "Never", "phone": "2026-11-20"], gives: ["last_login": "2026-11-20"]),
      Case(row: ["web": " never logged in ", "phone": "2026-11-20"], gives: ["last_login": "2026-11-20"]),
      Case(row: ["web": "0", "phone": "2026-11-20"], gives: ["last_login": "2026-11-20"]),
      Case(row: ["web": "1970-01-01T00:00:00Z", "phone": "2026-11-20"], gives: ["last_login": "2026-11-20"]),
      Case(row: ["web": "2026-11-19", "phone": "Never"], gives: ["last_login": "2026-11-19"]),
      Case(row: ["web": "Never", "phone": "0"], gives: [:]), Case(row: ["web": "0", "phone": "Never"], gives: [:]),
      Case(row: ["mail": "None@A.example", "second mail": "B@a.example"], gives: ["email": "b@a.example"]),
      Case(row: ["mail": "  ", "second mail": "b@a.example"], gives: ["email": "b@a.example"]),
      Case(row: ["mail": "none@a.example", "second mail": ""], gives: ["email": ""]),
      Case(row: ["mail": "none@a.example", "second mail": "none@a.example"], gives: ["email": ""]),
      Case(row: ["mail": " a@a.example ", "made": "-"], gives: ["email": "a@a.example"]),
    ])
  func next(test: Case) throws {
    for export in try read(test.row.merging(["id": " u1 "]) { $1 }) {
      #expect(export.rejected.map(\.reason) == [])
      let row = export.rows.first ?? [:]
      #expect(row["id"] == "u1")
      for field in ["last_login", "created"] { #expect(row[field] == test.gives[field], "\(field)") }
      if let email = test.gives["email"] { #expect(row["email"] == email) }
    }
  }

  @Test("sets a row aside in a field that every record must have", arguments: ["n/a", " N/A ", "", "  "])
  func required(id: String) throws {
    for export in try read(["id": id, "mail": "a@a.example"]) {
      #expect(export.rows.isEmpty)
      #expect(export.rejected.map(\.code) == [.missingValue])
      #expect(export.rejected.map(\.field) == ["id"])
      // Whom the row is about is not known: findings about anybody may rest on it.
      #expect(export.rejected.map(\.subject) == [nil])
    }
  }
}
