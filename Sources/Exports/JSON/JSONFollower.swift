/// Follows the rest of a path behind its first wildcard, condition or bar, in a record that is complete and known to be
/// JSON. What is there several times never counts as the first of it.
final class JSONFollower {
  enum Outcome {
    case nothing
    /// `values.first` has it.
    case value
    /// `values.bytes` has it.
    case list
    case problem(String)
  }

  private(set) var values = ListText()
  /// Whether the path led anywhere, be it to null or to an empty list.
  private(set) var isThere = false
  private let ignoresCase: Bool
  private let nesting: Int
  /// Whether a list was passed, so that there may be several values.
  private var isInList = false
  private lazy var grammar = JSONGrammar(nesting: nesting)
  private var reader = ListReader()

  init(ignoresCase: Bool, nesting: Int) {
    self.ignoresCase = ignoresCase
    self.nesting = nesting
  }

  /// - Parameter isList: whether the field takes several values.
  func follow(_ base: UnsafePointer<UInt8>, _ start: Int, _ rest: [JSONPath.Step], isList: Bool) -> Outcome {
    values.begin()
    isThere = false
    isInList = false
    if let problem = step(base, start, rest[...], isList) { return .problem(problem) }
    if isInList, isList {
      values.end()
      return .list
    }
    if values.count > 1 { return .problem("\(values.count) values where one was expected") }
    return values.count == 1 ? .value : .nothing
  }

  private static let missing = "an element of the list without a value there"

  /// - Returns: why it cannot be.
  private func step(
    _ base: UnsafePointer<UInt8>, _ at: Int, _ steps: ArraySlice<JSONPath.Step>, _ isList: Bool
  ) -> String? {
    guard let next = steps.first else { return take(base, at, isList) }
    let rest = steps.dropFirst()
    let byte = base[at]
    let nothing = isInList ? JSONFollower.missing : nil
    switch next {
    case .key(let key):
      guard byte == UInt8(ascii: "{") else { return nothing }
      let found = places(base, at, key)
      if found.count > 1 { return "given twice, by keys that differ by case only" }
      return found.first.map { step(base, $0, rest, isList) } ?? nothing
    case .element(let index):
      guard byte == UInt8(ascii: "[") else { return nothing }
      let elements = elements(base, at)
      return elements.indices.contains(index) ? step(base, elements[index], rest, isList) : nothing
    case .all, .having:
      if byte == UInt8(ascii: "n") {
        isThere = true
        return nothing
      }
      guard byte == UInt8(ascii: "[") else { return "a list was expected" }
      isInList = true
      var elements = elements(base, at)
      if case .having(let key, let value) = next {
        elements = elements.filter { has($0, key, value, base) }
      } else if elements.isEmpty {
        isThere = true
      }
      for element in elements {
        if let problem = step(base, element, rest, isList) { return problem }
      }
      return nil
    case .parsed: return parse(base, at, rest, isList)
    }
  }

  /// The value at the end of a path.
  private func take(_ base: UnsafePointer<UInt8>, _ at: Int, _ isList: Bool) -> String? {
    let end = JSONText.behind(base, at)
    isThere = true
    switch base[at] {
    case UInt8(ascii: "{"): return "an object where one value was expected"
    case UInt8(ascii: "[") where isList && !isInList:
      if let problem = reader.array(base, at, end) { return problem }
      values = reader.text
      values.reopen()
      isInList = true
      return nil
    case UInt8(ascii: "["): return "a list where one value was expected"
    case UInt8(ascii: "n"): return isInList ? JSONFollower.missing : nil
    case UInt8(ascii: "\""): values.add(base, at + 1, end - 1, isEscaped: true)
    default: values.add(base, at, end, isEscaped: false)
    }
    return nil
  }

  /// A string that holds JSON.
  private func parse(
    _ base: UnsafePointer<UInt8>, _ at: Int, _ rest: ArraySlice<JSONPath.Step>, _ isList: Bool
  ) -> String? {
    guard base[at] == UInt8(ascii: "\"") else {
      return base[at] == UInt8(ascii: "n") ? nil : "a string that holds JSON was expected"
    }
    var text = Array(JSONText.scalar(base, at, JSONText.behind(base, at)))
    if text.allSatisfy(ByteText.isBlank) { return nil }
    if let fault = grammar.fault(in: &text) {
      return "the string that should hold JSON does not, at its byte \(fault.place): \(fault.kind.message)"
    }
    return text.withUnsafeBufferPointer { inner in
      inner.baseAddress.flatMap { step($0, JSONText.space($0, 0), rest, isList) }
    }
  }

  private func elements(_ base: UnsafePointer<UInt8>, _ at: Int) -> [Int] {
    var places: [Int] = []
    JSONText.elements(base, at) { places.append($0) }
    return places
  }

  private func places(_ base: UnsafePointer<UInt8>, _ at: Int, _ key: [UInt8]) -> [Int] {
    var places: [Int] = []
    JSONText.members(base, at) { name, value in
      if JSONText.isEqual(base, name, key, ignoringCase: ignoresCase) { places.append(value) }
    }
    return places
  }

  /// Whether an element is an object with this value under this key.
  private func has(_ element: Int, _ key: [UInt8], _ value: [UInt8], _ base: UnsafePointer<UInt8>) -> Bool {
    guard base[element] == UInt8(ascii: "{") else { return false }
    return places(base, element, key).contains { place in
      base[place] != UInt8(ascii: "{") && base[place] != UInt8(ascii: "[")
        && JSONText.isEqual(base, place..<JSONText.behind(base, place), value, ignoringCase: ignoresCase)
    }
  }
}
