/// Finds what somebody meant to write.
package enum NearestWord {
  /// The word of `among` that takes the fewest edits (insert, delete, replace, swap two neighbours; A-Z without regard
  /// to case), the earlier one of two that are as near. Nil where none is within 2 edits, or a third of the length of a
  /// long word, or where nothing of the word would be left.
  package static func of(_ word: String, among words: [String]) -> String? {
    let typed = folded(word)
    var best: (word: String, edits: Int)?
    for candidate in words {
      let known = folded(candidate)
      let longer = max(typed.count, known.count)
      let shorter = min(typed.count, known.count)
      let limit = min(max(2, longer / 3), (best?.edits ?? .max) - 1)
      guard longer - shorter <= limit else { continue }
      let edits = distance(typed, known)
      if edits <= limit, edits < shorter { best = (candidate, edits) }
    }
    return best?.word
  }

  private static func folded(_ word: String) -> [Unicode.Scalar] {
    Array(word.asciiLowercased.unicodeScalars)
  }

  /// Damerau-Levenshtein distance in its restricted form: no piece of text is edited twice.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var before: [Int] = []
    var above = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var edits = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { edits = min(edits, before[j - 2] + 1) }
        row.append(edits)
      }
      before = above
      above = row
    }
    return above[b.count]
  }
}

extension String {
  /// A-Z in lower case, every other byte as it is.
  package var asciiLowercased: String {
    String(decoding: utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }
}
