/// What a `manifest.json` that was published says, as far as it is needed to check it. Read line by line: the file has one
/// form, and its bytes are compared with a digest anyway.
package struct PublishedManifest: Sendable {
  package let run: Int
  /// Name and SHA-256 of each published file.
  package let files: [(name: String, sha256: String)]
  /// The link of the chain that the run is, and its head; nil in manifests from before the chain.
  package let link: (number: Int, head: String)?

  /// Nil where the bytes are no manifest.
  package init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    var run: Int?
    var files: [(String, String)] = []
    var number: Int?
    var head: String?
    var isFormat = false
    for line in text.split(separator: "\n") {
      if line == "  \"schema\": \"rollcall-manifest/1\"," {
        isFormat = true
      } else if let rest = PublishedManifest.rest(of: line, behind: "    {\"name\": \"") {
        let parts = rest.split(separator: "\"", omittingEmptySubsequences: false)
        guard parts.count >= 7, parts[4] == "sha256" else { continue }
        files.append((String(parts[0]), String(parts[6])))
      } else if let rest = PublishedManifest.rest(of: line, behind: "  \"run\": ") {
        run = Int(rest.dropLast())
      } else if let rest = PublishedManifest.rest(of: line, behind: "  \"chain_link\": ") {
        number = Int(rest.dropLast())
      } else if let rest = PublishedManifest.rest(of: line, behind: "  \"chain_head\": \"") {
        head = String(rest.prefix { $0 != "\"" })
      }
    }
    guard isFormat, let run else { return nil }
    self.run = run
    self.files = files
    if let number, let head { link = (number, head) } else { link = nil }
  }

  private static func rest(of line: Substring, behind prefix: String) -> Substring? {
    line.hasPrefix(prefix) ? line.dropFirst(prefix.count) : nil
  }
}
