import Records
import Testing

@testable import Exports

@Suite("What parts the fields of a CSV file")
struct DelimiterTests {
  @Test(
    "is told by its header, and every row is held to it",
    arguments: [
      (Delimiter.comma, ","), (.semicolon, ";"), (.tab, "\t"),
    ])
  func told(delimiter: Delimiter, mark: String) throws {
    let text = ["user,role,scope", "u1,\"a,;\tb\",c", "u2,d", "u3,\"x\"\"y\",\"\"", ""].joined(separator: "\n")
    // The header and the rows are parted by the mark; what is quoted stays.
    let quoted = "\"a,;\tb\""
    let file = text.replacing(quoted, with: "§").replacing(",", with: mark).replacing("§", with: quoted)
    for declared in [nil, delimiter] {
      var mapping = SourceMapping.small
      mapping.delimiter = declared
      for block in [nil] + Array(1...30) {
        let export = try ExportOnDisk.read(Array(file.utf8), mapping, block: block)
        #expect(export.column("role") == ["a,;\tb", "x\"y"])
        #expect(export.column("scope") == ["c", ""])
        #expect(export.rejected.map(\.line) == [3])
        #expect(export.summary.delimiter == delimiter)
      }
    }
  }

  @Test("is the one under which the header has the columns of the policy")
  func asked() throws {
    #expect(try ExportOnDisk.read("user;role,x\nu1;a,b\n", mappingOfRole("role,x")).summary.delimiter == .semicolon)
    #expect(try ExportOnDisk.read("user,role;x\nu1,a;b\n", mappingOfRole("role;x")).summary.delimiter == .comma)
    let tab = " user ,role\t,x\nu1,a,b\n"
    #expect(try ExportOnDisk.read(tab).summary.delimiter == .comma)
  }

  private func mappingOfRole(_ header: String) -> SourceMapping {
    var mapping = SourceMapping.small
    mapping.columns["role"] = [header]
    return mapping
  }

  @Test("is refused where it cannot be told, with the way out")
  func ambiguous() throws {
    let text = "\nuser;role,user\tid;role\nu1;a,b\tc;d\n"
    let refusal = try #require(try ExportOnDisk.refusal(text, .users(["id": "no such"])))
    #expect(refusal.message == "the header can be parted by comma and by semicolon and by tab")
    #expect(refusal.position == Position(file: "exports/f.csv", line: 2, byte: 1))
    #expect(refusal.hint?.contains("'delimiter: comma' of source 'users of the test'") == true)
  }

  @Test("is what the policy says, also where the header looks otherwise")
  func declared() throws {
    var mapping = SourceMapping.users(["id": "user,x"])
    mapping.delimiter = .semicolon
    #expect(try ExportOnDisk.read("user,x\nu1,2\n", mapping).column("id") == ["u1,2"])
    mapping.columns = ["id": ["[user]"]]
    #expect(try ExportOnDisk.read("[user];{\nu1;2\n", mapping).column("id") == ["u1"])
    let refusal = try ExportOnDisk.refusal("[user];x\n\"u1\",2\n", mapping)
    #expect(refusal?.message.contains("a semicolon or a line end was expected") == true)
  }
}

@Suite("Lines around the table of a CSV file")
struct PreambleTests {
  private func mapping(skip: Int = 0, footer: Int = 0) -> SourceMapping {
    var mapping = SourceMapping.small
    mapping.skippedLines = skip
    mapping.footerLines = footer
    return mapping
  }

  @Test("are passed over where they are Entra's version, in that form alone", arguments: ["\n", "\r\n"])
  func version(lineEnd: String) throws {
    for block in [nil] + Array(1...40) {
      let file = ["version:v1.0", "user,role", "u1,a", ""].joined(separator: lineEnd)
      let export = try ExportOnDisk.read(Array(file.utf8), .small, block: block)
      #expect(export.column("user") == ["u1"])
      #expect(export.lines == [3])
    }
    for other in [
      "version:v1.1", "Version:v1.0", "version:v1.0 ", "version:v1.0,", "\nversion:v1.0", "\"version:v1.0\"",
    ] {
      let refusal = try ExportOnDisk.refusal([other, "user,role", "u1,a", ""].joined(separator: lineEnd))
      #expect(refusal?.message.contains("no column gives") == true, "\(other)")
    }
    #expect(try ExportOnDisk.refusal("version:v1.0") != nil)
  }

  @Test("are passed over in the number that the policy says, whatever they hold; lines stay those of the file")
  func skipped() throws {
    let file = "Report \"of\r\n\n[as of, 2026]\r\nuser,role\r\nu1,a\r\nu2,b,c\r\n"
    for form in [TextForm.utf8, .utf16(isBigEndian: false)] {
      for block in [nil] + Array(1...40) {
        let export = try ExportOnDisk.read(form.bytes(file), mapping(skip: 3), block: block)
        #expect(export.lines == [5])
        #expect(export.rejected.map(\.line) == [6])
      }
    }
    let refusal = try ExportOnDisk.refusal("a\nb\n", mapping(skip: 3))
    #expect(refusal?.message == "no header line is left without the lines of skip_lines 3")
    let place = try ExportOnDisk.refusal("a\nuser,role,user\n", mapping(skip: 1))
    #expect(place?.position == Position(file: "exports/f.csv", line: 2, byte: 2))
  }

  @Test(
    "are no records at the end, wherever blocks end and in every encoding",
    arguments: [
      "Total: 2\n", "Total: 2", "\r\n\"Total\r\n", "Total: 2,,\n\n", "Total\n\n\n",
    ])
  func footer(text: String) throws {
    let file = "user,role,scope\nu1,a,b\nu2,\"c\nd\",e\n" + text
    for form in [TextForm.utf8, .utf16(isBigEndian: false), .utf16(isBigEndian: true), .windows1252] {
      var mapping = mapping(footer: 1)
      mapping.encoding = form.encoding
      for block in [nil] + Array(1...40) {
        let export = try ExportOnDisk.read(form.bytes(file), mapping, block: block)
        #expect(export.column("user") == ["u1", "u2"])
        #expect(export.rejected.isEmpty)
      }
    }
  }

  @Test("may be many, and long")
  func longFooter() throws {
    let lines = (0..<50).map { "line \($0) " + String(repeating: "x", count: 2000) }.joined(separator: "\n\r\n")
    let table = "user,role\n" + (0..<30_000).map { "u\($0),a\n" }.joined()
    #expect(try ExportOnDisk.read(table + lines, mapping(footer: 50)).rows.count == 30_000)
    #expect(try ExportOnDisk.read(table + lines, mapping(footer: 49)).rejected.map(\.line) == [30_002])
  }

  @Test("are refused where they are not there: nothing that looks like a record is passed over")
  func missing() throws {
    let cases: [(text: String, footer: Int, words: String, line: Int?)] = [
      ("user,role\nu1,a\nu2,b\n", 1, "looks like a record", 3),
      ("user,role\nu1,a\nu2,b\n\n\nTotal: 2\n", 2, "looks like a record", 3),
      ("user,role\nu1,a\n\nTotal: 2\n\n\"u2\",b", 2, "looks like a record", 6),
      ("user,role\nu1,a\n", 3, "it has 2 lines, and footer_lines takes 3", nil),
      ("", 1, "it has 0 lines", nil),
      ("Total\n", 1, "nothing is left in front of the footer", 1),
    ]
    for test in cases {
      let refusal = try ExportOnDisk.refusal(test.text, mapping(footer: test.footer))
      #expect(refusal?.message.contains(test.words) == true, "\(test)")
      #expect(refusal?.position.line == test.line, "\(test)")
    }
  }
}
