import Records

/// Reads several values in one cell: a JSON array of strings, or text parted by `;`, `|` or `,`.
enum ListReader {
  /// A JSON array of strings, in the order of the cell, without empty ones.
  static func json(_ block: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> [UInt8] {
    let text = UnsafeBufferPointer(start: block + start, count: end - start)
    if text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") { return Array(text) }
    let separator = [UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ",")].first { text.contains($0) }
    let parts = text.split { $0 == separator }.map { part -> ArraySlice<UInt8> in
      let (from, to) = ByteText.trimmed(part.base.baseAddress ?? block, part.startIndex, part.endIndex)
      return ArraySlice(part.base[from..<to])
    }
    return json(parts.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) })
  }

  static func json(_ values: [String]) -> [UInt8] { Array(JSONString.array(values).utf8) }
}
