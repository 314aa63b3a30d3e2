/// One path of a mapping:
///
///     basicInfo.userId
///     emails[0].value                 one element, counted from 0
///     roles[].value                   of every element
///     emails[type=work].value         of every element that has this value under this key
///     ["urn:…:2.0:User"].department   keys with dots, brackets or bars
///     details|old.loginId             a bar: the string here holds JSON, and the path goes on in it
struct JSONPath {
  enum Step: Equatable {
    case key([UInt8])
    case element(Int)
    case all
    case having(key: [UInt8], value: [UInt8])
    case parsed

    /// Whether it leads to one place that can be found while a record is walked through for the first time.
    var isPlain: Bool {
      switch self {
      case .key, .element: true
      case .all, .having, .parsed: false
      }
    }
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
      switch first {
      case UInt8(ascii: "["):
        guard let step = bracket(&rest) else { return nil }
        steps.append(step)
      case UInt8(ascii: "|"):
        guard !steps.isEmpty, steps.last != .parsed, rest.count > 1 else { return nil }
        rest.removeFirst()
        steps.append(.parsed)
      default:
        // A dot parts a key from what is before it, and only from that.
        if first == UInt8(ascii: ".") {
          guard !steps.isEmpty, steps.last != .parsed else { return nil }
          rest.removeFirst()
        } else if !steps.isEmpty, steps.last != .parsed {
          return nil
        }
        let key = rest.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "|") }
        guard !key.isEmpty else { return nil }
        steps.append(.key(Array(key)))
        rest = rest.dropFirst(key.count)
      }
    }
    return steps.isEmpty ? nil : steps
  }

  /// `[0]`, `["key"]`, `[]`, `[key=value]` or `["key"="value"]`.
  private static func bracket(_ rest: inout ArraySlice<UInt8>) -> Step? {
    rest.removeFirst()
    if rest.first == UInt8(ascii: "]") {
      rest.removeFirst()
      return .all
    }
    let isQuoted = rest.first == UInt8(ascii: "\"")
    guard let name = word(&rest), !name.isEmpty || isQuoted, let next = rest.popFirst() else { return nil }
    if next == UInt8(ascii: "=") {
      guard !name.isEmpty, let value = word(&rest), !value.isEmpty, rest.popFirst() == UInt8(ascii: "]") else {
        return nil
      }
      return .having(key: name, value: value)
    }
    guard next == UInt8(ascii: "]") else { return nil }
    if isQuoted { return .key(name) }
    return name.allSatisfy(ByteText.isDigit) ? Int(String(decoding: name, as: UTF8.self)).map(Step.element) : nil
  }

  /// Text up to a `=` or `]`, or in quotes, where a backslash stands before a quote or a backslash.
  private static func word(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    guard rest.first == UInt8(ascii: "\"") else {
      let word = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "]") }
      rest = rest.dropFirst(word.count)
      return Array(word)
    }
    rest.removeFirst()
    var word: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return word }
      guard let next = byte == UInt8(ascii: "\\") ? rest.popFirst() : byte else { return nil }
      word.append(next)
    }
    return nil
  }
}
