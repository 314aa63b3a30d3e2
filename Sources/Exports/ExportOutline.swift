import Records

/// The names that a file has for its fields: the headers of a CSV file, or the paths of the first records of a JSON file.
/// For advice about a mapping; a night does not need it.
package struct ExportOutline: Sendable {
  /// Headers, or paths as a mapping writes them, with `[]` for every element of a list; in the order of the file.
  package var names: [String]
  package var isJSON: Bool

  package init(names: [String], isJSON: Bool) {
    self.names = names
    self.isJSON = isJSON
  }

  private struct Enough: Error {}

  /// Nil where the beginning of the file cannot be read.
  /// - Parameter file: is read from; open it anew for anything else.
  package init?(_ file: ExportFile, mapping: SourceMapping) {
    // Told on this thread, before `read` returns.
    nonisolated(unsafe) var headers: [String]?
    var reader = ExportReader(mapping: mapping, hashKey: 1)
    reader.tellHeader = { headers = $0 }
    let start = StartOfFile()
    _ = try? reader.read(file, digest: start) { _ in throw Enough() }
    if let headers {
      self.init(names: headers.filter { !$0.isEmpty }, isJSON: false)
    } else {
      let paths = JSONOutline.paths(start.bytes)
      guard !paths.isEmpty else { return nil }
      self.init(names: paths, isJSON: true)
    }
  }

  /// Keeps the first bytes that a reader digests.
  private final class StartOfFile: DigestStream {
    private(set) var bytes: [UInt8] = []

    func update(_ buffer: UnsafeRawBufferPointer) { bytes += buffer.prefix(max(0, (1 << 20) - bytes.count)) }
    func finish() -> Digest { Digest(bytes: [UInt8](repeating: 0, count: 32)) }
  }
}

extension ExportOutline {
  /// Whether the file has what a mapping names by this header or path.
  package func has(_ header: String) -> Bool { names.contains { covers(header, $0) } }

  /// The names that none of these headers or paths takes, as they may be shown.
  package func unused(_ headers: [String]) -> [String] {
    names.enumerated().filter { _, name in !headers.contains { covers($0, name) } }
      .map { HeaderText.shown($0.element, place: $0.offset + 1) }
  }

  /// A path to a list or an object covers all inside.
  private func covers(_ header: String, _ name: String) -> Bool {
    let header = ByteText.lowercased(isJSON ? ExportOutline.anyElement(header) : header)
    let name = ByteText.lowercased(name)
    if header.utf8.elementsEqual(name.utf8) { return true }
    guard isJSON, name.utf8.starts(with: header.utf8) else { return false }
    let next = name.utf8.dropFirst(header.utf8.count).first
    return next == UInt8(ascii: "[") || next == UInt8(ascii: ".")
  }

  /// `emails[0].value` as `emails[].value`.
  private static func anyElement(_ path: String) -> String { path.replacing(/\[[0-9]+\]/, with: "[]") }
}
