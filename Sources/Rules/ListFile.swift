import Records
package import Schema

/// A list of phrases that comes with the program: one a line, `#` begins a comment.
package struct ListFile {
  /// `filler` for `filler.txt`.
  package let name: String
  package let phrases: [String]

  /// The lists that come with the program.
  package static let all = Schema.lists.map(ListFile.init)

  /// Phrases that are two words with ` + ` between them: those are no phrases of names.
  package let isOfPairs: Bool
  package var pairs: [[String]] { phrases.compactMap(ParameterValue.pair) }

  package init(_ file: Schema.File) {
    name = file.name.split(separator: ".").first.map(String.init) ?? file.name
    phrases = file.text.cut(at: 0x0A).filter { $0.utf8.first != UInt8(ascii: "#") && !$0.isBlank }.map(String.init)
    isOfPairs = !phrases.isEmpty && phrases.allSatisfy { ParameterValue.pair($0) != nil }
  }
}
