import Records

/// Reads several values in one cell: a JSON array of strings, or text parted by `;`, `|` or `,`. What it writes it reads
/// again as the same.
struct ListReader {
  private(set) var text = ListText()

  /// - Returns: why it cannot be; nil when `text` holds the list.
  mutating func read(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> String? {
    if end - start >= 2, base[start] == UInt8(ascii: "["), base[end - 1] == UInt8(ascii: "]") {
      return array(base, start, end)
    }
    text.begin()
    var separator: UInt8?
    for candidate in [UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ",")] where separator == nil {
      if (start..<end).contains(where: { base[$0] == candidate }) { separator = candidate }
    }
    var from = start
    for at in start..<end where base[at] == separator {
      text.add(base, from, at, isEscaped: false)
      from = at + 1
    }
    text.add(base, from, end, isEscaped: false)
    text.end()
    return nil
  }

  /// A JSON array with nothing behind it. Numbers and yes and no are taken as they are written.
  mutating func array(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> String? {
    text.begin()
    var block = JSONBlock(base: UnsafeMutablePointer(mutating: base), end: end, line: 1)
    do throws(JSONFault) {
      var at = try block.skip(start + 1)
      while base[at] != UInt8(ascii: "]") {
        switch base[at] {
        case UInt8(ascii: "\""):
          let string = try block.string(at + 1)
          text.add(base, at + 1, string.quote, isEscaped: string.isEscaped)
          at = string.quote + 1
        case UInt8(ascii: "{"): return "a list of objects; name what is taken of each, such as 'roles[].value'"
        case UInt8(ascii: "["): return "a list inside a list"
        case UInt8(ascii: "n"): return "a list with null in it"
        default:
          let behind = try block.scalar(at)
          text.add(base, at, behind, isEscaped: false)
          at = behind
        }
        at = try block.skip(at)
        if base[at] == UInt8(ascii: "]") { break }
        guard base[at] == UInt8(ascii: ",") else { throw JSONFault(.listComma, at: at) }
        at = try block.skip(at + 1)
        if base[at] == UInt8(ascii: "]") { throw JSONFault(.trailingComma, at: at) }
      }
      guard at == end - 1 else { throw JSONFault(.afterEnd, at: at) }
    } catch {
      return "it begins and ends as a JSON array does, and is none"
    }
    text.end()
    return nil
  }

  static func json(_ values: [String]) -> [UInt8] { Array(JSONString.array(values).utf8) }

  /// The strings of a JSON array of strings, as `json` makes it.
  static func items(_ array: [UInt8]) -> [[UInt8]] {
    var items: [[UInt8]] = []
    var item: [UInt8]?
    var at = array.startIndex
    while at < array.endIndex {
      let byte = array[at]
      at += 1
      guard let open = item else {
        if byte == UInt8(ascii: "\"") { item = [] }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        items.append(open)
        item = nil
      case UInt8(ascii: "\\") where at < array.endIndex:
        let escaped = array[at]
        at += 1
        if escaped == UInt8(ascii: "u"), at + 4 <= array.endIndex,
          let value = UInt32(String(decoding: array[at..<at + 4], as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(value)
        {
          item?.append(contentsOf: Array(String(scalar).utf8))
          at += 4
        } else {
          item?.append(escaped)
        }
      default: item?.append(byte)
      }
    }
    return items
  }
}
