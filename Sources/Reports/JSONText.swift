import Records

/// A JSON object whose members come in the order in which they are written.
///
/// Text is exact. Controls, hidden and direction-turning characters, `<`, `>` and `&` are written as `\u00XX`, so that
/// a terminal shows what is there and a page may embed the whole.
struct JSONObject {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]
  private let depth: Int?
  private var isEmpty = true

  /// - Parameter depth: how deep the object stands in the indented part of a document; nil for one line.
  init(depth: Int? = nil) {
    self.depth = depth
    if depth == nil { bytes.reserveCapacity(1024) }
  }

  mutating func add(_ key: StaticString, _ text: String?) {
    begin(key)
    guard let text else { return bytes.append(ascii: "null") }
    JSONText.append(text, to: &bytes)
  }

  /// Text that is mostly that of the row before.
  mutating func add(_ key: StaticString, _ text: String, _ repeated: inout RepeatedText) {
    add(key, json: repeated.bytes(of: text, write: JSONText.append))
  }

  mutating func add(_ key: StaticString, _ number: Int?) {
    begin(key)
    bytes.append(contentsOf: (number.map { String($0) } ?? "null").utf8)
  }

  mutating func add(_ key: StaticString, _ value: Bool) {
    begin(key)
    bytes.append(ascii: value ? "true" : "false")
  }

  mutating func add(_ key: StaticString, _ day: Day?) { add(key, day?.iso) }

  mutating func add(_ key: StaticString, _ texts: [String]) {
    begin(key)
    bytes.append(UInt8(ascii: "["))
    for (position, text) in texts.enumerated() {
      if position > 0 { bytes.append(ascii: depth == nil ? "," : ", ") }
      JSONText.append(text, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Adds what is JSON already.
  mutating func add(_ key: StaticString, json: [UInt8]) {
    begin(key)
    bytes.append(contentsOf: json)
  }

  /// Closes the object.
  consuming func json() -> [UInt8] {
    if !isEmpty { indent(by: 0) }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  /// All so far, for a document whose last members are written elsewhere.
  consuming func unclosed() -> [UInt8] { bytes }

  private mutating func begin(_ key: StaticString) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    indent(by: 1)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(ascii: key)
    bytes.append(ascii: depth == nil ? "\":" : "\": ")
  }

  private mutating func indent(by more: Int) {
    guard let depth else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * (depth + more)))
  }
}

enum JSONText {
  /// Appends a JSON string with its quotes.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(text) { scalar, bytes in
      switch scalar {
      case 0x22: bytes.append(ascii: "\\\"")
      case 0x5C: bytes.append(ascii: "\\\\")
      case 0x27: return false
      case 0x10000...:
        for half in [0xD7C0 + scalar >> 10, 0xDC00 + scalar & 0x3FF] { appendEscape(half, to: &bytes) }
      default: appendEscape(scalar, to: &bytes)
      }
      return true
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A list of objects of the indented part.
  static func list(_ items: [[UInt8]], depth: Int) -> [UInt8] {
    guard !items.isEmpty else { return Array("[]".utf8) }
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    let blanks = repeatElement(UInt8(ascii: " "), count: 2 * depth)
    for (position, item) in items.enumerated() {
      bytes.append(ascii: position > 0 ? ",\n  " : "\n  ")
      bytes.append(contentsOf: blanks)
      bytes.append(contentsOf: item)
    }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: blanks)
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }

  private static func appendEscape(_ unit: UInt32, to bytes: inout [UInt8]) {
    bytes.append(ascii: "\\u")
    bytes.append(hexadecimal: unit, width: 4, uppercase: false)
  }
}
