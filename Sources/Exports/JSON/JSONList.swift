/// Writes a JSON list anew as an array of strings without empty ones, the form in which the database holds lists:
/// `["a",1,true]` is `["a","1","true"]`, and of objects (SCIM, RFC 7643, section 2.4) their `value` is taken, else
/// their `display`.
struct JSONList {
  private(set) var text: [UInt8] = []
  private var scratch: [UInt8] = []

  /// Reads a list that is known to be JSON, and changes nothing of it.
  /// - Returns: the index behind it; nil when an element is neither.
  mutating func read(_ base: UnsafePointer<UInt8>, from start: Int) -> Int? {
    text.removeAll(keepingCapacity: true)
    text.append(UInt8(ascii: "["))
    var at = start + 1
    while true {
      switch base[at] {
      case UInt8(ascii: "]"):
        text.append(UInt8(ascii: "]"))
        return at + 1
      case UInt8(ascii: "["), UInt8(ascii: "n"): return nil
      case UInt8(ascii: "\""):
        let end = JSONList.stringEnd(base, at)
        append(base, at + 1..<end - 1)
        at = end
      case UInt8(ascii: "{"):
        guard let value = JSONList.object(base, &at) else { return nil }
        append(base, value)
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"), UInt8(ascii: "f"):
        let first = at
        while !JSONList.isDelimiter(base[at]) { at += 1 }
        append(base, first..<at)
      default: at += 1
      }
    }
  }

  private mutating func append(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) {
    if range.isEmpty { return }
    if text.count > 1 { text.append(UInt8(ascii: ",")) }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    let length = scratch.withUnsafeMutableBufferPointer { bytes in
      bytes.baseAddress.map { JSONEscapes.undo($0, 0, bytes.count) } ?? 0
    }
    JSONEscapes.append(scratch[..<length], to: &text)
  }

  /// The string under `value`, else under `display`, of the object at `at`, which is moved behind it.
  private static func object(_ base: UnsafePointer<UInt8>, _ at: inout Int) -> Range<Int>? {
    var value: Range<Int>?
    var display: Range<Int>?
    /// The key whose value comes next; nil inside inner objects and lists, and before keys.
    var key: Range<Int>?
    var isKey = true
    var depth = 0
    repeat {
      switch base[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        at += 1
      case UInt8(ascii: "\""):
        let range = at + 1..<stringEnd(base, at) - 1
        at = range.upperBound + 1
        guard depth == 1 else { continue }
        if isKey {
          key = range
        } else if let key {
          if equal(base, key, "value") { value = range }
          if equal(base, key, "display") { display = range }
        }
      case UInt8(ascii: ":"):
        if depth == 1 { isKey = false }
        at += 1
      case UInt8(ascii: ","):
        if depth == 1 { isKey = true }
        at += 1
      default: at += 1
      }
    } while depth > 0
    return value ?? display
  }

  private static func equal(_ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ key: StaticString) -> Bool {
    guard range.count == key.utf8CodeUnitCount else { return false }
    return range.allSatisfy { base[$0] == key.utf8Start[$0 - range.lowerBound] }
  }

  /// The index behind the string that begins at a place.
  private static func stringEnd(_ base: UnsafePointer<UInt8>, _ start: Int) -> Int {
    var at = start + 1
    while base[at] != UInt8(ascii: "\"") { at += base[at] == UInt8(ascii: "\\") ? 2 : 1 }
    return at + 1
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")
  }
}
