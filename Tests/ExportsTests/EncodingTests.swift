import Records
import Testing

@testable import Exports

extension TextForm {
  /// Text as a file of this form has it, with its byte order mark.
  func bytes(_ text: String) -> [UInt8] {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16(let isBigEndian):
      return ([0xFEFF] + Array(text.utf16)).flatMap { unit in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return isBigEndian ? pair : pair.reversed()
      }
    case .windows1252:
      let upper: [UnicodeScalar: UInt8] = ["€": 0x80, "“": 0x93, "”": 0x94, "Ÿ": 0x9F, "š": 0x9A]
      return text.unicodeScalars.map { upper[$0] ?? UInt8($0.value) }
    }
  }
}

private let utf16 = [TextForm.utf16(isBigEndian: false), .utf16(isBigEndian: true)]

@Suite("The encoding of an export")
struct EncodingTests {
  private func mapping(_ encoding: TextEncoding) -> SourceMapping {
    var mapping = SourceMapping.small
    mapping.encoding = encoding
    return mapping
  }

  @Test("is told by a byte order mark, whatever the policy says, and makes no difference wherever blocks end")
  func mark() throws {
    let text = "user,role,scope\r\nu1,é東京😀,\"a\r\nb\"\r\n😀😀,x\u{FEFF}y,\r\n"
    let expected = try ExportOnDisk.read("\u{FEFF}" + text)
    #expect(expected.column("role") == ["é東京😀", "x\u{FEFF}y"])
    for encoding in TextEncoding.allCases {
      #expect(try ExportOnDisk.read(Array(("\u{FEFF}" + text).utf8), mapping(encoding)).rows == expected.rows)
      for form in utf16 {
        for block in [nil] + Array(1...64) {
          let export = try ExportOnDisk.read(form.bytes(text), mapping(encoding), block: block)
          #expect(export.rows == expected.rows)
          #expect(export.lines == expected.lines)
          #expect(export.summary.encoding == .utf16)
        }
      }
    }
  }

  @Test("may be Windows-1252 where the policy says so, with every character that it has")
  func windows1252() throws {
    let undefined: [UInt8] = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    let all = (0x21...0xFF).filter { ![0x22, 0x2C, 0xA0].contains($0) && !undefined.contains($0) }
    let file = Array("user,role\nu1,".utf8) + all + Array("\n".utf8)
    // Between 0x80 and 0x9F, as Python's codec has it.
    let upper = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
    let text =
      all.filter { $0 < 0x80 }.map { String(UnicodeScalar($0)) }.joined() + upper
      + all.filter { $0 > 0x9F }.map { String(UnicodeScalar($0)) }.joined()
    for block in [nil, 1, 50, 97] {
      let export = try ExportOnDisk.read(file, mapping(.windows1252), block: block)
      #expect(export.rows.first?["role"].map { Array($0.utf8) } == Array(text.utf8))
      #expect(export.summary.encoding == .windows1252)
    }
    for byte in undefined {
      let refusal = try ExportOnDisk.refusal(Array("user,role\né,".utf8) + [byte], mapping(.windows1252))
      #expect(refusal?.message == "a byte that Windows-1252 does not have")
      #expect(refusal?.position == Position(file: "exports/f.csv", line: 2, byte: 13))
    }
    // "é" was two bytes of UTF-8, and is two characters now: the policy is believed, and the damage is named.
    let wrong = try ExportOnDisk.read(Array("user,role\né,a\n".utf8), mapping(.windows1252))
    #expect(wrong.summary.damages == [Damage(field: "user", kind: .mojibake, count: 1, line: 2)])
  }

  @Test("has its positions in the bytes of the file: Windows-1252")
  func windows1252Position() throws {
    let bytes = TextForm.windows1252.bytes("user,role\nÿ€,“a”\nu2,\"ü\"x\n")
    for block in [nil, 1, 20] {
      let refusal = try ExportOnDisk.refusal(bytes, mapping(.windows1252), block: block)
      #expect(refusal?.position == Position(file: "exports/f.csv", line: 3, byte: 23))
    }
  }

  @Test("has its positions in the bytes of the file: UTF-16 with characters of every length, in CSV and JSON")
  func utf16Position() throws {
    for form in utf16 {
      for block in [nil, 1, 2, 3, 17, 40] {
        let csv = try ExportOnDisk.refusal(form.bytes("user,role\nu1,\"é\"\"東\"\n😀,\"a\"b\n"), block: block)
        // 2 + 2 × (10 + 10 + 2 + 1 + 3) = 54: the pair counts twice.
        #expect(csv?.position == Position(file: "exports/f.csv", line: 3, byte: 54))
        let json = try ExportOnDisk.refusal(
          form.bytes("[{\"user\":\"é\\u00e9\",\"role\":\"😀\"},\n{\"user\":\"x\",]"), block: block)
        #expect(json?.position.line == 2)
        #expect(json?.position.byte == 2 + 2 * 45)
      }
    }
  }

  @Test("leaves what a JSON object says about its list where the file has it")
  func pageFacts() throws {
    let text = "{\"note\":\"東京😀\",\"hasMore\":true,\"data\":[{\"user\":\"a\",\"role\":\"b\"}]}"
    let utf8 = try #require(try ExportOnDisk.read(text).summary.page?.hasMore)
    let wide = try #require(try ExportOnDisk.read(utf16[0].bytes(text), .small).summary.page?.hasMore)
    #expect(wide.value && wide.name == utf8.name && wide.position.line == utf8.position.line)
    // Three units for 東京😀's ten bytes would be one too few: the pair counts twice.
    #expect(wide.position.byte == utf8.position.byte.map { 2 + 2 * ($0 - 10 + 4) })
  }

  @Test("is refused as UTF-16 where a pair or a unit is broken, with the place, wherever blocks end")
  func broken() throws {
    let head = Array("user,role\n😀,".utf16)
    let cases: [(units: [UInt16], odd: Bool, words: String, at: Int)] = [
      ([0xDC00, 0x2C], false, "surrogate", 0), ([0xD83D, 0x2C], false, "surrogate", 0),
      ([0xD83D], false, "surrogate", 0),
      ([0x61, 0xD83D, 0xD83D, 0xDE00], false, "surrogate", 1), ([0x61], true, "middle of a character", 1),
      ([], true, "middle of a character", 0), ([0xD83D], true, "surrogate", 0),
    ]
    for isBigEndian in [false, true] {
      for test in cases {
        let bytes = ([0xFEFF] + head + test.units).flatMap { unit in
          isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        let place = 2 * (1 + head.count + test.at)
        for block in [nil] + Array(1...32) {
          let refusal = try ExportOnDisk.refusal(bytes + (test.odd ? [0x61] : []), block: block)
          #expect(refusal?.message.contains(test.words) == true, "\(test)")
          #expect(refusal?.position == Position(file: "exports/f.csv", line: 2, byte: place), "\(test)")
        }
      }
    }
  }

  @Test("is refused where it is UTF-16 without a mark, UTF-32, or nothing behind the mark")
  func unmarked() throws {
    let unmarked = Array(TextForm.utf16(isBigEndian: false).bytes("user,role\nu1,a\n").dropFirst(2))
    let declared = try ExportOnDisk.refusal(unmarked, mapping(.utf16))
    #expect(declared?.message.contains("no byte order mark") == true)
    #expect(declared?.position == Position(file: "exports/f.csv", line: 1, byte: 0))
    #expect(try ExportOnDisk.refusal(unmarked)?.hint?.contains("UTF-16 without a byte order mark") == true)
    #expect(try ExportOnDisk.refusal("user,role\nu1,a\n", mapping(.utf16))?.message.contains("byte order mark") == true)
    for mark in [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]] as [[UInt8]] {
      #expect(try ExportOnDisk.refusal(mark + [0x61, 0, 0, 0])?.message == "it is UTF-32")
    }
    for mark in [[0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0x0A, 0], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
      for block in [nil, 1] { #expect(try ExportOnDisk.refusal(mark, block: block)?.message == "the file is empty") }
    }
  }

  @Test("is held against the whole file: a fault far behind is told with its line")
  func farBehind() throws {
    let rows = Array((0..<150_000).map { "u\($0),é😀" }.joined(separator: "\n").utf8)
    let utf8 = Array("user,role\n".utf8) + rows
    let refusal = try ExportOnDisk.refusal(utf8 + [0x0A, 0xE9])
    #expect(refusal?.position == Position(file: "exports/f.csv", line: 150_002, byte: utf8.count + 1))
    let text = String(decoding: utf8, as: UTF8.self)
    let wide = TextForm.utf16(isBigEndian: true).bytes(text)
    let wideRefusal = try ExportOnDisk.refusal(wide + [0, 0x0A, 0xDC, 0])
    #expect(wideRefusal?.position == Position(file: "exports/f.csv", line: 150_002, byte: wide.count + 2))
    let quote = try ExportOnDisk.refusal(wide + [0, 0x0A, 0, 0x22])
    #expect(quote?.position == Position(file: "exports/f.csv", line: 150_002, byte: wide.count + 2))
  }

  @Test(
    "is none where the file is no text: what it is instead is said",
    arguments: [
      ([0x50, 0x4B, 3, 4], "a ZIP archive"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel workbook"),
      ([0x1F, 0x8B, 8], "a gzip archive"), (Array("%PDF-1.7".utf8), "a PDF document"),
      (Array("<html>".utf8), "an HTML or XML page"), (Array("\u{FEFF}\r\n <?xml".utf8), "an HTML or XML page"),
      ([0x50, 0x4B, 3, 4] + [UInt8](repeating: 1, count: 26) + Array("xl/workbook.xml".utf8), "an Excel workbook"),
      (
        [0x50, 0x4B, 3, 4] + [UInt8](repeating: 1, count: 26) + Array("mimetypeapplication/vnd.oasis.x".utf8),
        "an OpenDocument"
      ),
      (Array("SQLite format 3".utf8) + [0], "a SQLite database"),
    ] as [([UInt8], String)])
  func signatures(bytes: [UInt8], kind: String) throws {
    let refusal = try ExportOnDisk.refusal(bytes + Array("\nuser,role\nu1,a\n".utf8))
    #expect(refusal?.message.hasPrefix("it is " + kind) == true)
    #expect(refusal?.position == Position(file: "exports/f.csv", line: 1, byte: 0))
    #expect(refusal?.hint == "export it as CSV (UTF-8)")
  }
}
