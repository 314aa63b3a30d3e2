import Records

/// What the first bytes of a file say: in which form its text is written, or that it is no text at all.
struct FileOpening {
  let form: TextForm
  /// Bytes of the byte order mark.
  let mark: Int

  /// - Parameters:
  ///   - encoding: what the policy says. A byte order mark is surer than a setting and is believed before it.
  ///   - source: the source's name in the policy.
  init(_ file: ExportFile, encoding: TextEncoding, source: String) throws(ExportRefusal) {
    let bytes = file.peek(at: 0, count: 256)
    func refusal(_ message: String, hint: String) -> ExportRefusal {
      ExportRefusal(message, at: Position(file: file.name, line: 1, byte: 0), hint: hint)
    }
    if let kind = FileOpening.kind(of: bytes) {
      throw refusal("it is \(kind), and no CSV or JSON", hint: "export it as CSV (UTF-8)")
    }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw refusal("it is UTF-32", hint: "export it as UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      (form, mark) = (.utf8, 3)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      (form, mark) = (.utf16(isBigEndian: false), 2)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      (form, mark) = (.utf16(isBigEndian: true), 2)
    } else {
      mark = 0
      switch encoding {
      case .utf8: form = .utf8
      case .windows1252: form = .windows1252
      case .utf16:
        throw refusal(
          "there is no byte order mark, without which UTF-16 is not read",
          hint: "export it with a byte order mark, or as UTF-8 without 'encoding' of source '\(source)'")
      }
    }
  }

  /// Programs write such files where somebody asked for a table; the names of their endings lie.
  private static func kind(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: Array("PK".utf8)), bytes.count > 3, [3, 5].contains(bytes[2]) { return archive(bytes) }
    for (signature, kind) in signatures where bytes.starts(with: signature) { return kind }
    let text = bytes.drop { ByteText.isBlank($0) || [0xEF, 0xBB, 0xBF].contains($0) }
    return text.first == UInt8(ascii: "<") ? "an HTML or XML page" : nil
  }

  private static let signatures: [([UInt8], String)] = [
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook or another Office document"),
    ([0x1F, 0x8B], "a gzip archive"),
    (Array("BZh".utf8), "a bzip2 archive"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "an xz archive"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
    (Array("%PDF-".utf8), "a PDF document"),
    (Array("PAR1".utf8), "a Parquet file"),
    (Array("SQLite format 3".utf8) + [0], "a SQLite database"),
  ]

  /// By the name of the first file in a ZIP archive.
  private static func archive(_ bytes: [UInt8]) -> String {
    let name = bytes.dropFirst(30)
    if ["[Content_Types]", "_rels/", "docProps/", "xl/"].contains(where: { name.starts(with: $0.utf8) }) {
      return "an Excel workbook or another Office document"
    }
    return name.starts(with: "mimetypeapplication/vnd.oasis".utf8) ? "an OpenDocument file" : "a ZIP archive"
  }
}
