import Records
package import Storage

/// A value of a parameter: a number, or pairs of words.
package enum ParameterValue: Equatable, Sendable, ExpressibleByIntegerLiteral {
  case number(Int)
  /// Two privileges or roles that nobody may hold together; a third one is a privilege whose roles do not count.
  case pairs([[String]])

  package init(integerLiteral value: Int) { self = .number(value) }

  /// Pairs as lists and examples write them: `billing + orders`, or `billing + orders unless support-portal`.
  /// - Returns: the two words, and the third where there is one; nil where it is no pair.
  package static func pair(_ text: String) -> [String]? {
    let parts = text.split(separator: " unless ", omittingEmptySubsequences: false)
    let words = parts[0].split(separator: " + ", omittingEmptySubsequences: false) + parts.dropFirst()
    let trimmed = words.map { String($0.stripped) }
    return trimmed.count == parts.count + 1 && parts.count < 3 && !trimmed.contains("") ? trimmed : nil
  }

  package var number: Int? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  package var json: String {
    switch self {
    case .number(let number): "\(number)"
    case .pairs(let pairs): "[" + pairs.map(JSONString.array).joined(separator: ",") + "]"
    }
  }

  /// For people.
  package var shown: String {
    switch self {
    case .number(let number): "\(number)"
    case .pairs(let pairs):
      pairs.isEmpty
        ? "none"
        : pairs.map { $0.prefix(2).joined(separator: " + ") + $0.dropFirst(2).map { " unless " + $0 }.joined() }
          .joined(separator: "; ")
    }
  }

  /// What a SELECT gets: a number, or JSON that `json_each` takes apart.
  package var bound: SQLValue {
    switch self {
    case .number(let number): .integer(number)
    case .pairs: .text(json)
    }
  }
}
