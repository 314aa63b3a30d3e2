import Records
import Yams

/// Bytes → nodes. The only place that knows Yams.
///
/// What makes YAML dangerous or ambiguous is refused rather than resolved: aliases (a few lines of them unfold to
/// gigabytes), tags, repeated keys, keys that are no words, several documents.
enum Document {
  static let mostBytes = 1 << 20
  static let mostNodes = 100_000
  static let mostLevels = 64

  /// Nil where the file is empty or cannot be read; the latter leaves an error among the remarks.
  static func read(_ bytes: [UInt8], file: String, remarks: Remarks) -> Node? {
    let start = Position(file: file, line: 1, column: 1)
    guard bytes.count <= mostBytes else {
      remarks.error("the file is larger than 1 MiB", at: start, hint: "give the policy file, not an export")
      return nil
    }
    let hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard let text = String(validating: bytes.dropFirst(hasByteOrderMark ? 3 : 0), as: UTF8.self) else {
      remarks.error("the file is not UTF-8", at: invalidByte(bytes, file), hint: "save it as UTF-8")
      return nil
    }
    var scalars = Array(text.unicodeScalars)
    if let (index, scalar) = scalars.enumerated().first(where: { !isPrintable($0.element) }) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
      remarks.error("control character \(name)", at: Place(of: index, in: scalars).position(file), hint: "remove it")
      return nil
    }
    if let index = aliasedAnchor(scalars) {
      refuseAlias(at: Place(of: index, in: scalars).position(file), remarks)
      return nil
    }
    return compose(&scalars, file, remarks)
  }

  /// Reads until no key repeats: Yams stops at the first map with a repeated key, so that key is disguised, kept in
  /// mind and read again. All repetitions are then reported together with everything else.
  private static func compose(_ scalars: inout [Unicode.Scalar], _ file: String, _ remarks: Remarks) -> Node? {
    var disguises: [Place: Unicode.Scalar] = [:]
    while true {
      do {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        // The encoding is given, because the default asks the environment and may print to standard output.
        let parser = try Parser(yaml: String(text), resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else { return nil }
        // Anchors live as long as their parser.
        return withExtendedLifetime(parser) {
          var reading = NodeReading(file: file, remarks: remarks, disguises: disguises)
          let node = reading.node(root, level: 1)
          return reading.isTooLarge ? nil : node
        }
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        let place = Place(line: context.mark.line, column: context.mark.column)
        guard disguises.count < 20, let index = place.index(in: scalars),
          case let letter = scalars[index] == "\"" || scalars[index] == "'" ? index + 1 : index,
          letter < scalars.count, isPlainLetter(scalars[letter]),
          let mask = Unicode.Scalar(UInt32(0xE000 + disguises.count))
        else {
          remarks.error("a key of this map stands twice", at: place.position(file), hint: "remove one")
          return nil
        }
        disguises[place] = scalars[letter]
        scalars[letter] = mask
      } catch let error as YamlError {
        report(error, file, remarks)
        return nil
      } catch {
        remarks.error("not readable as YAML", at: Position(file: file))
        return nil
      }
    }
  }

  private static func report(_ error: YamlError, _ file: String, _ remarks: Remarks) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let position = Place(line: mark.line, column: mark.column).position(file)
      if problem.contains("alias") { return refuseAlias(at: position, remarks) }
      if problem.contains("another document") {
        return remarks.error("a second document begins", at: position, hint: "keep one, without '---'")
      }
      if problem.contains("nesting level") { return tooDeep(at: position, remarks) }
      remarks.error(
        "not valid YAML: \(problem.shown)", at: position,
        hint: "indent with blanks, not tabs, and put text with special characters in quotes")
    case .reader(let problem, _, _, _):
      remarks.error("not valid YAML: \(problem.shown)", at: Position(file: file))
    default:
      remarks.error("not readable as YAML", at: Position(file: file))
    }
  }

  static func tooDeep(at position: Position, _ remarks: Remarks) {
    remarks.error("maps and lists nested deeper than \(mostLevels) levels", at: position, hint: "a policy needs five")
  }

  static func refuseAlias(at position: Position, _ remarks: Remarks) {
    remarks.error("anchors and aliases are not read", at: position, hint: "write the value out, or put it in quotes")
  }
}

// MARK: - Before Yams sees the text

extension Document {
  /// Where a word marked `&` and the same word marked `*` both stand in the text, the place of the first. They may be
  /// meant as text, which is rare; but a real alias must not reach Yams, which compares keys by all they hold and would
  /// unfold it. An anchor alone is found in the tree, an alias alone is an error of YAML.
  private static func aliasedAnchor(_ scalars: [Unicode.Scalar]) -> Int? {
    var anchors: [String: Int] = [:]
    var aliases: Set<String> = []
    for index in scalars.indices where scalars[index] == "&" || scalars[index] == "*" {
      // Inside a word, or the first of a quoted text: never an alias.
      if index > 0, isAnchorLetter(scalars[index - 1]) || scalars[index - 1] == "\"" || scalars[index - 1] == "'" {
        continue
      }
      var name = String.UnicodeScalarView()
      name.append(contentsOf: scalars[(index + 1)...].prefix(while: isAnchorLetter))
      guard !name.isEmpty else { continue }
      if scalars[index] == "*" {
        aliases.insert(String(name))
      } else if anchors[String(name)] == nil {
        anchors[String(name)] = index
      }
    }
    return anchors.filter { aliases.contains($0.key) }.values.min()
  }

  private static func isAnchorLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: false
    }
  }

  private static func isPlainLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: scalar.properties.isAlphabetic
    }
  }

  /// The characters YAML 1.1 allows in a file.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func invalidByte(_ bytes: [UInt8], _ file: String) -> Position {
    var index = 0
    do { _ = try UTF8Span(validating: bytes.span) } catch { index = error.byteOffsets.lowerBound }
    let before = Array(String(decoding: bytes[..<index], as: UTF8.self).unicodeScalars)
    var position = Place(of: before.count, in: before).position(file)
    position.byte = index
    return position
  }
}

/// A line and a column as YAML counts them: from 1, in Unicode scalars.
struct Place: Hashable {
  var line = 1
  var column = 1

  init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  init(of index: Int, in scalars: [Unicode.Scalar]) {
    for i in 0..<index { step(over: i, in: scalars) }
  }

  func index(in scalars: [Unicode.Scalar]) -> Int? {
    var place = Place(line: 1, column: 1)
    for i in scalars.indices {
      if place == self { return i }
      place.step(over: i, in: scalars)
    }
    return nil
  }

  func position(_ file: String) -> Position { Position(file: file, line: line, column: column) }

  private mutating func step(over i: Int, in scalars: [Unicode.Scalar]) {
    switch scalars[i].value {
    case 0x0D where i + 1 < scalars.count && scalars[i + 1].value == 0x0A: break
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: self = Place(line: line + 1, column: 1)
    default: column += 1
    }
  }
}
