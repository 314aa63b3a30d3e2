import Records
package import Storage

/// A value of a parameter: a number, or pairs of words.
package enum ParameterValue: Equatable, Sendable, ExpressibleByIntegerLiteral {
  case number(Int)
  /// Two words each, such as privileges or roles that nobody may hold together.
  case pairs([[String]])

  package init(integerLiteral value: Int) { self = .number(value) }

  /// Pairs as lists and examples write them: `billing + orders`.
  /// - Returns: nil unless there are two words with a plus sign between blanks.
  package static func pair(_ text: String) -> [String]? {
    let words = text.split(separator: " + ", omittingEmptySubsequences: false).map { part in
      String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    return words.count == 2 && !words.contains("") ? words : nil
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
    case .pairs(let pairs): pairs.isEmpty ? "none" : pairs.map { $0.joined(separator: " + ") }.joined(separator: "; ")
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
