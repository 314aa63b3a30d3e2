package import Schema

/// A list of phrases that comes with the program: one a line, `#` begins a comment.
package struct ListFile {
  /// `filler` for `filler.txt`.
  package let name: String
  package let phrases: [String]

  package init(_ file: Schema.File) {
    name = file.name.split(separator: ".").first.map(String.init) ?? file.name
    phrases = file.text.split(separator: "\n").map(String.init).filter {
      !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace)
    }
  }
}
