import Policy
import Records

/// A waiver file with one waiver more: every byte that was there stays as it was, but for the brackets of an empty list.
struct WaiverText {
  private let bytes: [UInt8]
  private let file: String
  private let rules: [String]
  private let newline: String

  /// - Parameters:
  ///   - file: as the policy names it.
  ///   - rules: the ids a waiver may name.
  init(_ bytes: [UInt8], file: String, rules: [String]) {
    self.bytes = bytes
    self.file = file
    self.rules = rules
    let isFromWindows = zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "\r") && $1 == UInt8(ascii: "\n") }
    newline = isFromWindows ? "\r\n" : "\n"
  }

  /// - Returns: nil where the file is not written in a way that a waiver can be added to without rewriting it.
  func adding(_ waiver: Waiver) -> [UInt8]? {
    let before = read(bytes)
    let wanted = before.waivers.map(\.digest) + [waiver.digest]
    let candidates = [
      behind(bytes, waiver, indent: indent(of: before.waivers.last)),
      bytesWithoutEmptyList.map { behind($0, waiver, indent: "") }, intoList(waiver),
    ]
    // What the file says is what its reader says: the one that gives the old waivers and the new one, and no fault.
    return candidates.compactMap { $0 }.first { candidate in
      let reading = read(candidate)
      return reading.waivers.map(\.digest) == wanted && !reading.diagnostics.contains { $0.level == .error }
    }
  }

  private func read(_ bytes: [UInt8]) -> WaiverReading { WaiverFile.read(bytes: bytes, file: file, rules: rules) }

  /// The entry as people write it, a key a line.
  static func entry(_ waiver: Waiver, indent: String = "", newline: String = "\n") -> String {
    let lines = members(waiver).map { "\($0): \($1)" }
    return lines.enumerated().map { indent + ($0 == 0 ? "- " : "  ") + $1 + newline }.joined()
  }

  private static func members(_ waiver: Waiver) -> [(key: String, value: String)] {
    var members: [(key: String, value: String)] = []
    switch waiver.target {
    case .finding(let id): members.append(("finding", id))
    case .subject(let rule, let account, let subject):
      members += [("rule", rule), ("account", scalar(account)), ("subject", scalar(subject))]
    }
    members += [
      ("reason", scalar(waiver.reason)), ("owner", scalar(waiver.owner)), ("approved_by", scalar(waiver.approvedBy)),
      ("created", waiver.created.iso), ("until", waiver.until.iso),
    ]
    if let ticket = waiver.ticket { members.append(("ticket", scalar(ticket))) }
    return members
  }

  /// Plain where nobody could read it as anything else, else in double quotes, whose escapes YAML shares with JSON.
  private static func scalar(_ text: String) -> String {
    let isWord =
      text.utf8.first.map { (97...122).contains($0 | 32) } == true && text.utf8.allSatisfy(isPlain)
      && text.utf8.contains { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "-") }
    return isWord ? text : JSONString.quoted(text)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...122).contains(byte | 32) || "@.-_+".utf8.contains(byte)
  }

  private func behind(_ bytes: [UInt8], _ waiver: Waiver, indent: String) -> [UInt8] {
    let needsEnd = !bytes.isEmpty && bytes.last != UInt8(ascii: "\n")
    return bytes + Array(((needsEnd ? newline : "") + WaiverText.entry(waiver, indent: indent, newline: newline)).utf8)
  }

  private var lines: [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  /// Blanks before the hyphens of the list.
  private func indent(of last: Waiver?) -> String {
    guard let line = last?.position.line, line <= lines.count else { return "" }
    return String(decoding: lines[line - 1].prefix { $0 == UInt8(ascii: " ") }, as: UTF8.self)
  }

  /// Without the `[]` that stands for no waivers.
  private var bytesWithoutEmptyList: [UInt8]? {
    guard let start = lines.last(where: { $0.starts(with: Array("[]".utf8)) })?.startIndex else { return nil }
    return Array(bytes[..<start] + bytes[(start + 2)...])
  }

  /// Before the bracket that ends a list in brackets.
  private func intoList(_ waiver: Waiver) -> [UInt8]? {
    guard let end = bytes.lastIndex(of: UInt8(ascii: "]")) else { return nil }
    let members = WaiverText.members(waiver).map { "\($0): \($1)" }.joined(separator: ", ")
    return Array(bytes[..<end] + Array(", {\(members)}".utf8) + bytes[end...])
  }
}
