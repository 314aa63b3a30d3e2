import Records

/// Markup whose literals are ours and whose interpolated text is not: `"<td>\(reason)</td>"` escapes the reason. But for
/// `own:` there is no way to put a string in unescaped, so no value can open an element or leave its attribute.
struct HTML: ExpressibleByStringInterpolation {
  private(set) var bytes: [UInt8]

  init(stringLiteral text: String) { bytes = Array(text.utf8) }

  init(stringInterpolation: Interpolation) { bytes = stringInterpolation.bytes }

  typealias StringInterpolation = Interpolation

  static func += (page: inout HTML, more: HTML) { page.bytes.append(contentsOf: more.bytes) }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate(set) var bytes: [UInt8] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 32 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { bytes.append(contentsOf: literal.utf8) }

    mutating func appendInterpolation(_ markup: HTML) { bytes.append(contentsOf: markup.bytes) }

    /// Text between tags.
    mutating func appendInterpolation(_ text: String) {
      bytes.append(text) { HTMLText.replace($0, into: &$1, marked: true) }
    }

    /// Text in a double-quoted attribute, or in the title, where no element may stand.
    mutating func appendInterpolation(attribute text: String) {
      bytes.append(text) { HTMLText.replace($0, into: &$1, marked: false) }
    }

    /// A style or script that comes with the program and holds no value of a run.
    mutating func appendInterpolation(own text: String) { appendLiteral(text) }

    /// Names and other text of strangers, kept from turning the direction of what stands around it.
    mutating func appendInterpolation(foreign text: String) { appendInterpolation("<bdi>\(text)</bdi>" as HTML) }

    /// A value that may be absent, which is not the same as empty.
    mutating func appendInterpolation(known text: String?) {
      if let text, !text.isEmpty {
        appendInterpolation(foreign: text)
      } else {
        appendLiteral(text == nil ? "<i class=\"u\">not known</i>" : "<i class=\"u\">empty</i>")
      }
    }

    mutating func appendInterpolation(_ day: Day) { bytes.append(contentsOf: day.iso.utf8) }

    /// A count, with a comma every three digits.
    mutating func appendInterpolation(_ count: Int) { bytes.append(contentsOf: count.grouped.utf8) }
  }
}

extension Int {
  /// `1,000,000`
  var grouped: String {
    guard self >= 1000 else { return String(self) }
    let rest = String(self % 1000)
    return (self / 1000).grouped + "," + String(repeating: "0", count: 3 - rest.utf8.count) + rest
  }

  /// `1 rule`, `2 rules`
  func counted(_ one: String, _ many: String) -> String { "\(grouped) \(self == 1 ? one : many)" }
}

enum HTMLText {
  /// Writes a reference for what HTML gives a meaning, and a visible name such as `U+202E` for what nobody could see.
  ///
  /// - Parameter marked: whether the name stands in an element of its own, so that it cannot be mistaken for text.
  static func replace(_ scalar: UInt32, into bytes: inout [UInt8], marked: Bool) -> Bool {
    switch scalar {
    case 0x26: bytes.append(ascii: "&amp;")
    case 0x3C: bytes.append(ascii: "&lt;")
    case 0x3E: bytes.append(ascii: "&gt;")
    case 0x22: bytes.append(ascii: "&quot;")
    case 0x27: bytes.append(ascii: "&#39;")
    case 0x5C: return false
    default:
      if marked { bytes.append(ascii: "<span class=\"x\">") }
      bytes.append(ascii: "U+")
      bytes.append(hexadecimal: scalar, width: 4, uppercase: true)
      if marked { bytes.append(ascii: "</span>") }
    }
    return true
  }
}
