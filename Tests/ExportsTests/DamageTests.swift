import Records
import Testing

@testable import Exports

@Suite("Damage in an export is named, and read as it stands")
struct DamageTests {
  /// What is found in one column of users.
  private func damages(_ field: String, _ cells: [String]) throws -> [Damage] {
    let mapping = SourceMapping.users(["id": "id", field: "column"])
    let rows = cells.enumerated().map { "u\($0),\"\($1)\"\n" }
    let export = try ExportOnDisk.read("id,column\n" + rows.joined(), mapping)
    #expect(export.column(field) == cells)
    return export.summary.damages
  }

  @Test(
    "where it is certain",
    arguments: [
      ("extension", "1.4085551234E10", .scientificNotation), ("extension", "1.40856E+10", .scientificNotation),
      ("employee_number", "4E+05", .scientificNotation), ("sso_id", "-1,5e7", .scientificNotation),
      ("given_name", "Fran_ois", .underscore), ("family_name", "Garc_a", .underscore),
      ("given_name", "_ukasz", .underscore),
      ("given_name", "Ren_", .underscore), ("title", "Fran\u{FFFD}ois", .replacementCharacter),
      ("family_name", "\u{FFFD}", .replacementCharacter), ("given_name", "FranÃ§ois", .mojibake),
      ("title", "MÃ¼ller", .mojibake), ("title", "Ãœber", .mojibake), ("title", "WeiÃŸ", .mojibake),
      ("title", "NoÃ«l", .mojibake), ("title", "Å‚ukasz", .mojibake), ("title", "a â€“ b", .mojibake),
      ("title", "5Â°", .mojibake), ("title", "SÃ\u{A0}", .mojibake),
    ] as [(String, String, Damage.Kind)])
  func certain(field: String, cell: String, kind: Damage.Kind) throws {
    let cell = cell == "SÃ\u{A0}" ? "SÃ\u{A0}o" : cell
    #expect(try damages(field, ["x", cell, cell]) == [Damage(field: field, kind: kind, count: 2, line: 3)])
  }

  @Test(
    "and nothing is where it may be meant",
    arguments: [
      ("extension", "12E3"), ("extension", "1E5"), ("sso_id", "7e10"), ("sso_id", "1.2.3E4"), ("sso_id", "1.5E"),
      ("sso_id", "0.5"), ("sso_id", "+"), ("sso_id", "1.E5"), ("title", "Call_Queue"), ("display_name", "lobby_phone"),
      ("given_name", "R2_D2"), ("given_name", "_"), ("given_name", "a - b_ c"), ("title", "SÃO PAULO"),
      ("title", "Ångström"),
      ("title", "Äpfel"), ("title", "château"), ("title", "“MAÇÃ”"), ("title", "«Ä»"), ("title", "MAÇÃ…"),
      ("title", "âme"),
      ("title", "é"), ("title", "東京"),
    ])
  func sound(field: String, cell: String) throws {
    #expect(try damages(field, [cell]) == [])
  }

  @Test("where some numbers of people have lost the zeros that others still have")
  func leadingZeros() throws {
    #expect(
      try damages("employee_number", ["7", "000420", "123456", "000007", "421", "u-1"]) == [
        Damage(field: "employee_number", kind: .leadingZeros, count: 2, line: 2)
      ])
    // Numbers of different lengths, none shorter than the padded ones, and other identifiers say nothing.
    #expect(try damages("employee_number", ["007", "0007", "7"]) == [])
    #expect(
      try damages("employee_number", ["007", "700", "8000", "0"]) == [
        Damage(field: "employee_number", kind: .leadingZeros, count: 1, line: 5)
      ])
    #expect(try damages("extension", ["0100", "200"]) == [])
    #expect(try damages("employee_number", ["1", "20", "300"]) == [])
  }

  @Test("where some long numbers begin with + and others do not")
  func leadingPlus() throws {
    #expect(
      try damages("extension", ["101", "+14085551234", "14085551235", "442079460000"]) == [
        Damage(field: "extension", kind: .leadingPlus, count: 2, line: 4)
      ])
    #expect(try damages("extension", ["101", "14085551235"]) == [])
    #expect(try damages("extension", ["101", "+14085551234"]) == [])
  }

  @Test("wherever a block ends")
  func blocks() throws {
    let mapping = SourceMapping.users(["id": "id", "title": "title"])
    let file = Array("id,title\nu1,MÃ¼ller\nu2,x\nu3,\u{FFFD}\nu4,é\n".utf8)
    for block in 1...file.count {
      #expect(
        try ExportOnDisk.read(file, mapping, block: block).summary.damages == [
          Damage(field: "title", kind: .replacementCharacter, count: 1, line: 4),
          Damage(field: "title", kind: .mojibake, count: 1, line: 2),
        ])
    }
  }

  @Test("in JSON, too, also where it is escaped")
  func json() throws {
    let mapping = SourceMapping.users(["id": "id", "title": "title"])
    let text = "[{\"id\":\"1\",\"title\":\"M\\u00c3\\u00bcller\"},\n{\"id\":\"2\",\"title\":\"\u{FFFD}\"}]"
    #expect(
      try ExportOnDisk.read(text, mapping).summary.damages == [
        Damage(field: "title", kind: .replacementCharacter, count: 1, line: 2),
        Damage(field: "title", kind: .mojibake, count: 1, line: 1),
      ])
  }
}
