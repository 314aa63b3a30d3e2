import Records
import Testing

@testable import Exports

@Suite("A CSV file is refused whole")
struct CSVRefusalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var bytes: [UInt8]
    var words: String
    var line: Int
    var byte: Int

    var testDescription: String { "\(words): \(String(decoding: bytes, as: UTF8.self).debugDescription)" }

    init(_ text: String, _ words: String, line: Int, byte: Int) {
      self.init(bytes: Array(text.utf8), words, line: line, byte: byte)
    }

    init(bytes: [UInt8], _ words: String, line: Int, byte: Int) {
      self.bytes = bytes
      self.words = words
      self.line = line
      self.byte = byte
    }
  }

  private static let header = "user,role,scope\n"  // 16 bytes

  static let cases = [
    Case(header + "u1,\"a,b\n", "never closed", line: 2, byte: 19),
    Case(header + "u1,a,b\nu2,c,\"d\ne\"\"", "never closed", line: 3, byte: 28),
    Case(header + "u1,\"a\n\",\"b", "never closed", line: 3, byte: 24),
    Case("\"user,role", "never closed", line: 1, byte: 0),
    Case(header + "u1,\"a\"b,c\n", "text behind a closing quote", line: 2, byte: 22),
    Case(header + "u1,\"a\" ,c\n", "text behind a closing quote", line: 2, byte: 22),
    Case(header + "u1,\"a\nb\"\"\"c,d\n", "text behind a closing quote", line: 3, byte: 26),
    Case(header + "u1,a\u{0}b,c\n", "NUL", line: 2, byte: 20),
    Case(header + "u1,\"a\u{0}b\",c\n", "NUL", line: 2, byte: 21),
    Case("u\u{0}s\u{0}e\u{0}r\u{0}", "NUL", line: 1, byte: 1),
    Case(header + "u1,a,b\ru2,c,d\r", "carriage return", line: 2, byte: 22),
    Case(header + "u1,a,b\nu2,\"c\"\rd\n", "carriage return", line: 3, byte: 29),
    Case(header + "u1,a,b\r", "carriage return", line: 2, byte: 22),
    Case(header + "u1,a,b\nu2", "in the middle of a record: 1 of 3", line: 3, byte: 25),
    Case(header + "u1,a,b\nu2,c", "in the middle of a record: 2 of 3", line: 3, byte: 27),
    Case(header + "u1,a,b\nu2,\"c\"", "in the middle of a record: 2 of 3", line: 3, byte: 29),
    Case("user,role,user\nu1,a,b\n", "is there twice", line: 1, byte: 0),
    Case("user, role,\"role \"\nu1,a,b\n", "is there twice", line: 1, byte: 0),
  ]

  @Test("for what is not RFC 4180, with its line and its byte", arguments: cases)
  func errors(test: Case) throws {
    let refusal = try #require(try ExportOnDisk.refusal(test.bytes))
    #expect(refusal.message.contains(test.words), "\(refusal.message)")
    #expect(refusal.position == Position(file: "exports/f.csv", line: test.line, byte: test.byte))
  }

  @Test("at the same place wherever blocks end", arguments: cases)
  func cuts(test: Case) throws {
    let place = Position(file: "f.csv", line: test.line, byte: test.byte)
    let wrong = try (0...test.bytes.count).filter { cut in
      let refusal = try CSVDriver().refusal(test.bytes, cuts: [cut])
      return refusal?.message.contains(test.words) != true || refusal?.position != place
    }
    #expect(wrong == [], "other words or another place where a block ends there")
  }

  @Test("at the same place of the file where that is UTF-16, and wherever blocks end", arguments: cases)
  func utf16(test: Case) throws {
    // All of these cases are ASCII: two bytes a character, behind a mark of two.
    for form in [TextForm.utf16(isBigEndian: false), .utf16(isBigEndian: true)] {
      let bytes = form.bytes(String(decoding: test.bytes, as: UTF8.self))
      for block in [1, 2, 3, 7, 1 << 20] {
        let refusal = try ExportOnDisk.refusal(bytes, block: block)
        #expect(refusal?.message.contains(test.words) == true)
        #expect(refusal?.position == Position(file: "exports/f.csv", line: test.line, byte: 2 + 2 * test.byte))
      }
    }
  }

  @Test("when the last record was cut off, also where a field of it has a line break")
  func cutOffBehindLineBreak() throws {
    let refusal = try ExportOnDisk.refusal(CSVRefusalTests.header + "u1,a,b\nu2,\"c\nd\"")
    #expect(refusal?.message.contains("in the middle of a record") == true)
    #expect(refusal?.position.line == 3)
  }

  @Test(
    "for bytes that are not UTF-8, with the first of them",
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5],
      [0xFF, 0xFE], [0xE9, 0x2C], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func encodings(bad: [UInt8]) throws {
    for tail in [",b\nu3,x,y\n", ""] {
      let bytes = Array((CSVRefusalTests.header + "u1,é,x\nu2,").utf8) + bad + Array(tail.utf8)
      let refusal = try #require(try ExportOnDisk.refusal(bytes))
      #expect(refusal.message.contains("not UTF-8"))
      #expect(refusal.hint?.contains("'encoding: windows-1252'") == true)
      #expect(refusal.position == Position(file: "exports/f.csv", line: 3, byte: 27))
    }
  }

  @Test("when nothing is in it", arguments: ["", "\n", "\r\n \t\n", "\u{FEFF}", "\u{FEFF}\n"])
  func empty(text: String) throws {
    let refusal = try #require(try ExportOnDisk.refusal(text))
    #expect(refusal.message.contains("the file is empty"))
    #expect(refusal.position == Position(file: "exports/f.csv", line: 1, byte: 0))
  }

  @Test("not when there are no records behind its header: that is for the night to judge")
  func headerOnly() throws {
    for text in ["user,role,scope", "user,role,scope\n", "user,role,scope\r\n\r\n"] {
      #expect(try ExportOnDisk.read(text).summary.rows == 0)
    }
  }

  @Test("not for headers that have no name, or differ by case or Unicode form")
  func headers() throws {
    let export = try ExportOnDisk.read("user,,role,,User,é,e\u{301}\nu1,x,a,y,z,1,2\n")
    #expect(export.rows == [["account": "", "user": "u1", "role": "a"]])
    #expect(export.summary.unused == ["", "", "User", "é", "e\u{301}"])
  }

  @Test("when a column that the policy maps is missing: it is named, and so is what there is")
  func missingColumn() throws {
    var mapping = SourceMapping.small
    mapping.demanded = ["user", "role", "scope"]
    mapping.columns["scope"] = ["Geltungsbereich"]
    let refusal = try #require(try ExportOnDisk.refusal("user,role,Scope,note\nu1,a,b,c\n", mapping))
    #expect(refusal.position == Position(file: "exports/f.csv", line: 1))
    #expect("\(refusal)".contains("'Geltungsbereich' (scope)"))
    #expect("\(refusal)".contains("user, role, Scope, note"))
    #expect("\(refusal)".contains("roles of the test"))
  }

  @Test("when no column gives what every record must have")
  func identity() throws {
    let refusal = try #require(try ExportOnDisk.refusal("user,scope\nu1,a\n"))
    #expect(refusal.message.contains("'role'"))
    let roster = SourceMapping.generic(source: "s", shape: .roster)
    let nobody = try #require(try ExportOnDisk.refusal("given name,family name\nAda,Byron\n", roster))
    #expect(nobody.message.contains("'employee_number' or 'email'"))
  }

  @Test(
    "when two columns may give one field, and it is not clear which is meant",
    arguments: ["id,Email,EMAIL\n1,a,b\n", "id,user name,User_Name\n1,a,b\n"])
  func twoForOne(text: String) throws {
    let generic = SourceMapping.generic(source: "s", shape: .users)
    let refusal = try #require(try ExportOnDisk.refusal(text, generic))
    #expect(refusal.message.contains("columns"))
    #expect(refusal.hint?.contains("name the one that is meant") == true)
  }

  @Test("with the place of its header, wherever that stands")
  func headerPlace() throws {
    #expect(
      try ExportOnDisk.refusal("\n\nuser,role,user\n")?.position == Position(file: "exports/f.csv", line: 3, byte: 2))
    let marked = try ExportOnDisk.refusal("\u{FEFF}user,role,user\n")
    #expect(marked?.position == Position(file: "exports/f.csv", line: 1, byte: 3))
  }
}
