/// One path of a mapping: `basicInfo.userId`, `emails[0].value`, or `["urn:…:2.0:User"].department` for keys with dots.
struct JSONPath {
  enum Step: Equatable {
    case key([UInt8])
    case element(Int)
  }

  /// The ways to the value. Every text is also the name of one key at the top, whatever is in it: flattened exports
  /// have keys such as `emails[0].value`.
  let ways: [[Step]]

  init(_ text: String) {
    let whole = [Step.key(Array(text.utf8))]
    if let steps = JSONPath.steps(Array(text.utf8)), steps != whole {
      ways = [steps, whole]
    } else {
      ways = [whole]
    }
  }

  /// Nil when the text is not a path.
  private static func steps(_ text: [UInt8]) -> [Step]? {
    var steps: [Step] = []
    var rest = text[...]
    while let first = rest.first {
      if first == UInt8(ascii: "[") {
        guard let step = bracket(&rest) else { return nil }
        steps.append(step)
      } else {
        // A dot parts a key from what is before it, and only from that.
        if first == UInt8(ascii: ".") {
          guard !steps.isEmpty else { return nil }
          rest.removeFirst()
        } else if !steps.isEmpty {
          return nil
        }
        let key = rest.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") }
        guard !key.isEmpty else { return nil }
        steps.append(.key(Array(key)))
        rest = rest.dropFirst(key.count)
      }
    }
    return steps.isEmpty ? nil : steps
  }

  /// `[0]` or `["key"]`; in a key, a backslash stands before a quote or a backslash.
  private static func bracket(_ rest: inout ArraySlice<UInt8>) -> Step? {
    rest.removeFirst()
    if rest.first == UInt8(ascii: "\"") {
      rest.removeFirst()
      var key: [UInt8] = []
      while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
        guard let next = byte == UInt8(ascii: "\\") ? rest.popFirst() : byte else { return nil }
        key.append(next)
      }
      return rest.popFirst() == UInt8(ascii: "]") ? .key(key) : nil
    }
    let digits = rest.prefix { ByteText.isDigit($0) }
    rest = rest.dropFirst(digits.count)
    guard let index = Int(String(decoding: digits, as: UTF8.self)), rest.popFirst() == UInt8(ascii: "]") else {
      return nil
    }
    return .element(index)
  }
}
