import Records

/// Texts that stand for an empty cell, by field: what a vendor fills in, and words for a login that never was.
struct BlankTexts {
  private let texts: [[[UInt8]]]
  /// By field, a bit for each length of its texts, so that most cells are passed with one look; the last one is for all
  /// that are longer.
  private let lengths: [UInt64]

  /// What every export may say of a login that never was, in lower case.
  private static let never = ["never", "never logged in"]

  init(_ mapping: SourceMapping) {
    texts = mapping.shape.fields.map { field in
      let never = field.type == .instant ? BlankTexts.never + mapping.never : []
      return ((mapping.blanks[field.name] ?? []) + never).map { Array($0.utf8) }
    }
    lengths = texts.map { $0.reduce(0) { $0 | BlankTexts.bit($1.count) } }
  }

  private static func bit(_ count: Int) -> UInt64 { 1 << UInt64(min(count, 63)) }

  func has(_ field: Int) -> Bool { !texts[field].isEmpty }

  /// Whether a cell of the field holds one of them; A-Z without regard to case.
  @inline(__always)
  func contains(_ field: Int, _ block: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    lengths[field] & BlankTexts.bit(end - start) != 0 && holds(field, block, start, end)
  }

  @inline(never)
  private func holds(_ field: Int, _ block: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    texts[field].contains { text in
      text.count == end - start
        && text.indices.allSatisfy { at in
          let byte = block[start + at]
          return text[at] == (ByteText.isUpper(byte) ? byte | 0x20 : byte)
        }
    }
  }
}
