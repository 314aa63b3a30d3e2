/// Builds a JSON array of strings in the form in which the database holds lists: values trimmed, without empty ones.
struct ListText {
  private(set) var bytes: [UInt8] = []
  /// Values in it.
  private(set) var count = 0
  /// The first value, as plain text.
  private(set) var first: [UInt8] = []
  private var scratch: [UInt8] = []

  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(UInt8(ascii: "["))
    count = 0
  }

  /// Goes on behind `end`.
  mutating func reopen() { bytes.removeLast() }

  mutating func end() { bytes.append(UInt8(ascii: "]")) }

  /// - Parameter isEscaped: whether it may hold escapes of JSON, which are undone first.
  mutating func add(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, isEscaped: Bool) {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: UnsafeBufferPointer(start: base + start, count: end - start))
    let range = scratch.withUnsafeMutableBufferPointer { text -> Range<Int> in
      guard let base = text.baseAddress else { return 0..<0 }
      let length = isEscaped ? JSONEscapes.undo(base, 0, text.count) : text.count
      let (start, end) = ByteText.trimmed(base, 0, length)
      return start..<end
    }
    guard !range.isEmpty else { return }
    if count == 0 {
      first.removeAll(keepingCapacity: true)
      first.append(contentsOf: scratch[range])
    } else {
      bytes.append(UInt8(ascii: ","))
    }
    count += 1
    JSONEscapes.append(scratch[range], to: &bytes)
  }
}
