import Storage

extension RuleFile {
  /// What decides what the rule finds, beside data and parameters: its SELECT, and those of the views that it reads, also
  /// through other views.
  package var decidingTexts: [String] {
    var texts = [select]
    var waiting = RuleFile.words(of: select)
    var seen: Set<String> = []
    while let word = waiting.popFirst() {
      guard seen.insert(word).inserted, let view = RuleFile.views[word] else { continue }
      texts.append(view.select)
      waiting.formUnion(view.words)
    }
    return [texts[0]] + texts.dropFirst().sorted()
  }

  private static let views = Dictionary(
    ViewFile.all.map { ($0.name, (select: $0.select, words: words(of: $0.select))) },
    uniquingKeysWith: { first, _ in first })

  private static func words(of sql: String) -> Set<String> {
    Set(sql.utf8.split { !isLetter($0) }.map { String(decoding: $0, as: UTF8.self) })
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (48...57).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte)
  }
}
