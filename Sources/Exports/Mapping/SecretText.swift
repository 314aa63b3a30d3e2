/// Tells text that looks drawn by lot, as passwords, keys and tokens are, from words that somebody chose.
///
/// It serves where a text is shown because it is unknown: a word that no vocabulary has, a header that nothing asks
/// for. What a row that is out of step put there may be the secret of the next column.
enum SecretText {
  private enum Kind { case small, capital, digit }

  private static let short = 8

  static func looksRandom(_ text: String) -> Bool {
    text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x2F || $0 == 0x2E }).contains { looksRandom(Array($0)) }
  }

  /// One run without blanks, slashes and dots.
  private static func looksRandom(_ run: [UInt8]) -> Bool {
    // `extensionAttribute15`, `2026-11-21` and `v2` are no secrets.
    let end = run.count - min(3, run.reversed().prefix { ByteText.isDigit($0) }.count)
    let text = run[..<end].filter { kind($0) != nil }
    let kinds = text.compactMap(kind)
    let digits = kinds.count { $0 == .digit }
    guard run.count >= short, digits < kinds.count else { return false }
    // From one kind of character to another: in words rarely, in a draw at every second place.
    var changes = 0
    var humps = 0
    for (before, after) in zip(kinds, kinds.dropFirst()) {
      if before == .small, after == .capital { humps += 1 }
      if before != after, !(before == .capital && after == .small) { changes += 1 }
    }
    if digits > 0, changes * 3 >= text.count - 1 { return true }
    if humps > 3, humps * 4 >= text.count - 1 { return true }
    if text.count >= 16, digits >= 3 { return true }
    return text.count >= 12 && digits == 0 && isUnspeakable(text)
  }

  /// Letters with hardly a vowel among them.
  private static func isUnspeakable(_ text: [UInt8]) -> Bool {
    let vowels = text.count { "aeiouyAEIOUY".utf8.contains($0) }
    return vowels * 7 < text.count
  }

  /// Nil for signs.
  private static func kind(_ byte: UInt8) -> Kind? {
    if ByteText.isDigit(byte) { return .digit }
    if ByteText.isUpper(byte) { return .capital }
    // Letters beyond ASCII are letters of words.
    return byte &- 0x61 < 26 || byte >= 0x80 ? .small : nil
  }
}
