package import Records

/// What the policy says about one rule.
package struct RuleSetting: Equatable, Sendable {
  package var isOff: Bool
  /// Nil: the rule's own.
  package var severity: Severity?
  /// Only those the policy sets; checked for the rules of this version, as written for later ones.
  package var parameters: [String: Parameter]
  package var position: Position

  package indirect enum Parameter: Equatable, Sendable {
    case number(Int)
    case word(String)
    case list([Parameter])
  }

  package init(
    isOff: Bool = false, severity: Severity? = nil, parameters: [String: Parameter] = [:], position: Position
  ) {
    self.isOff = isOff
    self.severity = severity
    self.parameters = parameters
    self.position = position
  }

  /// A parameter that is a whole number; nil where the policy does not set it.
  package func number(_ name: String) -> Int? {
    guard case .number(let number)? = parameters[name] else { return nil }
    return number
  }
}

/// A rule of this version, for checking its settings.
package struct KnownRule: Sendable {
  package var id: String
  package var parameters: [KnownParameter]
  /// Parameters that are lists of two words each, such as `pairs` of role-conflict.
  package var pairs: [String]

  package init(id: String, parameters: [KnownParameter] = [], pairs: [String] = []) {
    self.id = id
    self.parameters = parameters
    self.pairs = pairs
  }
}

/// A whole number that a rule takes.
package struct KnownParameter: Sendable {
  package var name: String
  package var minimum: Int
  package var maximum: Int
  package var `default`: Int
  /// May be written as `20%`.
  package var isPercentage: Bool

  package init(name: String, minimum: Int, maximum: Int, default: Int, isPercentage: Bool = false) {
    self.name = name
    self.minimum = minimum
    self.maximum = maximum
    self.default = `default`
    self.isPercentage = isPercentage
  }
}

extension RuleSetting {
  /// Two privileges or roles that one person must not hold together.
  package struct RoleConflict: Equatable, Sendable {
    package var first: String
    package var second: String
  }

  /// A parameter of pairs, such as `pairs` of role-conflict; none where the policy does not set it.
  package func pairs(_ name: String) -> [RoleConflict] {
    guard case .list(let pairs)? = parameters[name] else { return [] }
    return pairs.compactMap { pair in
      guard case .list(let words) = pair, words.count == 2, case .word(let first) = words[0],
        case .word(let second) = words[1]
      else { return nil }
      return RoleConflict(first: first, second: second)
    }
  }
}
