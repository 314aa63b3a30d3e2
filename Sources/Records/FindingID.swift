/// The short name of a finding, such as `K7Q2-M4TD`: the same rule, account and subject give the same name on every
/// night and host. Eight characters of Crockford's base 32 (no I, L, O or U, so nothing is misheard or misread).
package enum FindingID {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// The text that is digested to give the name. Lengths stand before the parts, so that no two lists of parts
  /// give the same text.
  package static func seed(rule: String, account: String, subjectKind: String, subject: String) -> [UInt8] {
    var text: [UInt8] = []
    for part in [rule, account, subjectKind, subject] {
      text += Array("\(part.utf8.count):".utf8) + Array(part.utf8)
    }
    return text
  }

  /// - Parameter groups: groups of four characters; 2, or 3 where two findings of one database would share a name.
  package static func text(_ digest: Digest, groups: Int = 2) -> String {
    var text: [UInt8] = []
    var bits: UInt64 = 0
    for byte in digest.bytes.prefix(8) { bits = bits << 8 | UInt64(byte) }
    for position in 0..<(4 * groups) {
      if position > 0 && position % 4 == 0 { text.append(UInt8(ascii: "-")) }
      text.append(alphabet[Int(bits >> 59)])
      bits <<= 5
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A name as somebody heard or read it: letters of either case, without hyphens or with them, and the letters that are
  /// taken for digits as those digits.
  package static func asWritten(_ heard: String) -> String {
    let letters = heard.uppercased().filter { $0 != "-" && $0 != " " }.map { letter -> Character in
      switch letter {
      case "O": "0"
      case "I", "L": "1"
      default: letter
      }
    }
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
      .joined(separator: "-")
  }
}
