import Records

/// How the text of one setting is read. A new kind of value is a new form; a setting names the form it takes.
struct Form<Value> {
  enum Outcome {
    case value(Value)
    case problem(String, hint: String?)
  }

  /// Behind "expected": `a duration such as 26h, 90d or 7y`.
  let expected: String
  let read: (String) -> Outcome
  /// As the policy would write it; for the list of effective values.
  let write: (Value) -> String

  /// A form whose only complaint is that the text is something else.
  init(_ expected: String, write: @escaping (Value) -> String = { "\($0)" }, _ read: @escaping (String) -> Value?) {
    self.init(expected: expected, write: write) { text in
      read(text).map(Outcome.value) ?? .problem("expected \(expected), found \(text.quoted)", hint: nil)
    }
  }

  init(expected: String, write: @escaping (Value) -> String = { "\($0)" }, read: @escaping (String) -> Outcome) {
    self.expected = expected
    self.write = write
    self.read = read
  }
}

extension Form<String> {
  /// One line of text, not empty.
  static var text: Form {
    Form(expected: "text") { text in
      if text.allSatisfy(\.isWhitespace) { return .problem("expected text, found an empty one", hint: nil) }
      let isOneLine = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
      return isOneLine ? .value(text) : .problem("expected one line of text without control characters", hint: nil)
    }
  }

  /// Text over several lines is joined to one.
  static var prose: Form {
    Form(expected: "text") { text in
      Form.text.read(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
  }

  /// An e-mail address or user name: A-Z lower-cased, like those of the exports.
  static var address: Form {
    Form(expected: "an address or user name") { text in
      switch Form.text.read(text.trimmed) {
      case .value(let text): .value(text.asciiLowercased)
      case let problem: problem
      }
    }
  }

  /// An identifier: compared as it is, without blanks around it.
  static var identifier: Form { Form(expected: "text") { Form.text.read($0.trimmed) } }

  /// One of a closed list of words.
  /// - Parameter list: says where all words can be found, when they are too many for a message.
  static func word(_ words: [String], of what: String, list: String? = nil) -> Form {
    let all = words.joined(separator: ", ")
    return Form(expected: list == nil ? "one of \(all)" : "a \(what)") { text in
      if words.contains(text) { return .value(text) }
      let hint = NearestWord.of(text, among: words).map { "did you mean '\($0)'?" }
      return .problem("unknown \(what) \(text.quoted)", hint: hint ?? list ?? "known are \(all)")
    }
  }
}

extension Form where Value: RawRepresentable<String> & CaseIterable {
  /// One of the words of an enumeration.
  static func word(of what: String) -> Form {
    let words = Form<String>.word(Value.allCases.map(\.rawValue), of: what)
    return Form(expected: words.expected, write: \.rawValue) { text in
      switch words.read(text) {
      case .value(let word): Value(rawValue: word).map(Outcome.value) ?? .problem("unknown \(what)", hint: nil)
      case .problem(let message, let hint): .problem(message, hint: hint)
      }
    }
  }
}

extension Form<Bool> {
  static var yesNo: Form {
    Form("yes or no", write: { $0 ? "yes" : "no" }) { text in
      switch text.asciiLowercased {
      case "yes", "true", "on": true
      case "no", "false", "off": false
      default: nil
      }
    }
  }
}

extension Form<Day> {
  static var day: Form { Form("a day such as 2026-11-30", write: \.iso) { Day(iso: $0) } }
}

extension Form<Int> {
  static func number(_ range: ClosedRange<Int>, default standard: Int? = nil, isPercentage: Bool = false) -> Form {
    let unit = isPercentage ? "%" : ""
    let limits = "a whole number from \(range.lowerBound)\(unit) to \(range.upperBound)\(unit)"
    let expected = limits + (standard.map { " (default \($0)\(unit))" } ?? "")
    return Form(expected, write: { "\($0)\(unit)" }) { text in
      let digits = isPercentage && text.hasSuffix("%") ? text.dropLast() : text[...]
      return digits.wholeNumber.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// Bytes: `4096`, `64KiB`, `1MiB`, `2GiB`.
  static func size(_ range: ClosedRange<Int>) -> Form {
    func write(_ bytes: Int) -> String {
      for (unit, shift) in units where bytes > 0 && bytes % (1 << shift) == 0 { return "\(bytes >> shift)\(unit)" }
      return "\(bytes)"
    }
    return Form(
      "a size from \(write(range.lowerBound)) to \(write(range.upperBound)), such as 4096, 64KiB, 1MiB or 2GiB",
      write: write
    ) { text in
      let (unit, shift) = units.first { text.hasSuffix($0.0) } ?? ("", 0)
      guard let count = text.dropLast(unit.count).wholeNumber, count <= Int.max >> shift else { return nil }
      return range.contains(count << shift) ? count << shift : nil
    }
  }

  private static let units = [("GiB", 30), ("MiB", 20), ("KiB", 10)]

  private static func written(seconds: Int) -> String {
    if seconds % 86_400 == 0 { return "\(seconds / 86_400)d" }
    return seconds % 3600 == 0 ? "\(seconds / 3600)h" : "\(seconds / 60)m"
  }

  /// Seconds; a year is 365 days.
  static var duration: Form {
    Form("a duration such as 45m, 26h, 90d or 7y", write: written(seconds:)) { text in
      let units: [Character: Int] = ["m": 60, "h": 3600, "d": 86_400, "y": 365 * 86_400]
      guard let unit = text.last.flatMap({ units[$0] }), let count = text.dropLast().wholeNumber,
        (1...1_000_000).contains(count), count * unit <= 100 * 365 * 86_400
      else { return nil }
      return count * unit
    }
  }
}

extension Form<Double> {
  /// A part of the whole, from 0 to 1; written as a percentage with at most two decimals.
  static var share: Form {
    Form("a percentage from 0% to 100%, such as 20%", write: percentage) { text in
      guard text.hasSuffix("%") else { return nil }
      let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count <= 2, let whole = parts[0].wholeNumber, whole <= 100 else { return nil }
      guard parts.count == 2 else { return Double(whole) / 100 }
      guard (1...2).contains(parts[1].count), let decimals = parts[1].wholeNumber else { return nil }
      let hundredths = whole * 100 + (parts[1].count == 1 ? decimals * 10 : decimals)
      return hundredths <= 10_000 ? Double(hundredths) / 10_000 : nil
    }
  }

  private static func percentage(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    return hundredths % 100 == 0 ? "\(hundredths / 100)%" : "\(Double(hundredths) / 100)%"
  }
}

extension StringProtocol {
  /// ASCII digits and nothing else, at most nine of them.
  fileprivate var wholeNumber: Int? {
    (1...9).contains(utf8.count) && utf8.allSatisfy { (48...57).contains($0) } ? Int(self) : nil
  }

  /// Without white space at either end.
  var trimmed: String {
    let front = drop(while: \.isWhitespace)
    return String(front.reversed().drop(while: \.isWhitespace).reversed())
  }
}
